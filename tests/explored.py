"""The graph that tests of the explorer look at: some of the corpus, the samples, and some made for what these do not have."""

from __future__ import annotations

import shutil
from pathlib import Path

from support import HOSTILE, SAMPLES

MADE = {
    "honoured.txt": "民进江州市委会2015年工作总结\n发布时间：2015-12-20\n2015年，民进江州市委会有19位会员被评为优秀会员。6月，民进江州市委会被民进中央评为“全国先进地方组织”。\n截至2015年底，民进江州市委会共有会员420人。\n",
    "grown.txt": "民进江州市委会2016年工作总结\n发布时间：2016-12-22\n截至2016年底，民进江州市委会共有会员455人。2016年7月，民进江州市委会被民进中央评为“组织建设先进集体”。\n",
    "namesake-a.txt": "民进江州市文化支部换届\n发布时间：2018-03-02\n2018年3月，民进江州市文化支部召开换届会议，选举沈怀瑾为支部主委。\n",
    "namesake-b.txt": "民盟江州市一支部活动\n发布时间：2018-05-06\n2018年5月，民盟江州市一支部召开座谈会，民盟江州市一支部副主委沈怀瑾参加座谈会。\n",
    "two-heads.txt": "民进江州市医卫支部换届\n发布时间：2019-04-02\n2019年4月，民进江州市医卫支部召开换届会议，选举周静姝为支部主委。2019年4月，民进江州市医卫支部主委马文韬出席会议。\n",
    "hostile<b>.txt": HOSTILE,
}
"""Reports of the project's own writing, with invented people and branches."""


def gather(folder: Path, others: list[Path]) -> None:
    """Puts the reports into a folder."""
    folder.mkdir(parents=True)
    for path in (*others, *sorted(SAMPLES.glob("*.txt"))):
        shutil.copy(path, folder / path.name)
    for name, text in MADE.items():
        (folder / name).write_text(text, encoding="utf-8")
