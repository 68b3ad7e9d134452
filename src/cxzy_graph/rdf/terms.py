"""The terms a graph uses, generated from ontology/cxzy.ttl: python -m cxzy_graph.rdf.generate ontology/cxzy.ttl"""


class CXZY:
    PREFIX = "cxzy"
    NAMESPACE = "https://w3id.org/cxzy-graph/ontology#"
    ActivityType = "https://w3id.org/cxzy-graph/ontology#ActivityType"
    Affiliation = "https://w3id.org/cxzy-graph/ontology#Affiliation"
    Award = "https://w3id.org/cxzy-graph/ontology#Award"
    Branch = "https://w3id.org/cxzy-graph/ontology#Branch"
    Candidate = "https://w3id.org/cxzy-graph/ontology#Candidate"
    CentralLevel = "https://w3id.org/cxzy-graph/ontology#CentralLevel"
    Committee = "https://w3id.org/cxzy-graph/ontology#Committee"
    Conferral = "https://w3id.org/cxzy-graph/ontology#Conferral"
    CountyHonour = "https://w3id.org/cxzy-graph/ontology#CountyHonour"
    CountyLevel = "https://w3id.org/cxzy-graph/ontology#CountyLevel"
    Decision = "https://w3id.org/cxzy-graph/ontology#Decision"
    Document = "https://w3id.org/cxzy-graph/ontology#Document"
    Donation = "https://w3id.org/cxzy-graph/ontology#Donation"
    Event = "https://w3id.org/cxzy-graph/ontology#Event"
    Exchange = "https://w3id.org/cxzy-graph/ontology#Exchange"
    Fact = "https://w3id.org/cxzy-graph/ontology#Fact"
    Founding = "https://w3id.org/cxzy-graph/ontology#Founding"
    GrassrootsLevel = "https://w3id.org/cxzy-graph/ontology#GrassrootsLevel"
    Honour = "https://w3id.org/cxzy-graph/ontology#Honour"
    HonourLevel = "https://w3id.org/cxzy-graph/ontology#HonourLevel"
    Issuance = "https://w3id.org/cxzy-graph/ontology#Issuance"
    Level = "https://w3id.org/cxzy-graph/ontology#Level"
    Meeting = "https://w3id.org/cxzy-graph/ontology#Meeting"
    Membership = "https://w3id.org/cxzy-graph/ontology#Membership"
    MunicipalHonour = "https://w3id.org/cxzy-graph/ontology#MunicipalHonour"
    NationalHonour = "https://w3id.org/cxzy-graph/ontology#NationalHonour"
    Occupation = "https://w3id.org/cxzy-graph/ontology#Occupation"
    Organisation = "https://w3id.org/cxzy-graph/ontology#Organisation"
    OtherActivity = "https://w3id.org/cxzy-graph/ontology#OtherActivity"
    Participation = "https://w3id.org/cxzy-graph/ontology#Participation"
    Passage = "https://w3id.org/cxzy-graph/ontology#Passage"
    Person = "https://w3id.org/cxzy-graph/ontology#Person"
    Place = "https://w3id.org/cxzy-graph/ontology#Place"
    PlausibleFact = "https://w3id.org/cxzy-graph/ontology#PlausibleFact"
    PlausibleOrganisation = "https://w3id.org/cxzy-graph/ontology#PlausibleOrganisation"
    PlausiblePerson = "https://w3id.org/cxzy-graph/ontology#PlausiblePerson"
    PoliticalParticipation = "https://w3id.org/cxzy-graph/ontology#PoliticalParticipation"
    PrefecturalLevel = "https://w3id.org/cxzy-graph/ontology#PrefecturalLevel"
    ProvincialHonour = "https://w3id.org/cxzy-graph/ontology#ProvincialHonour"
    ProvincialLevel = "https://w3id.org/cxzy-graph/ontology#ProvincialLevel"
    Publicity = "https://w3id.org/cxzy-graph/ontology#Publicity"
    Recreation = "https://w3id.org/cxzy-graph/ontology#Recreation"
    Report = "https://w3id.org/cxzy-graph/ontology#Report"
    Role = "https://w3id.org/cxzy-graph/ontology#Role"
    SocialService = "https://w3id.org/cxzy-graph/ontology#SocialService"
    Statistic = "https://w3id.org/cxzy-graph/ontology#Statistic"
    SympathyVisit = "https://w3id.org/cxzy-graph/ontology#SympathyVisit"
    Training = "https://w3id.org/cxzy-graph/ontology#Training"
    UnitHonour = "https://w3id.org/cxzy-graph/ontology#UnitHonour"
    about = "https://w3id.org/cxzy-graph/ontology#about"
    activityType = "https://w3id.org/cxzy-graph/ontology#activityType"
    adcode = "https://w3id.org/cxzy-graph/ontology#adcode"
    attendance = "https://w3id.org/cxzy-graph/ontology#attendance"
    award = "https://w3id.org/cxzy-graph/ontology#award"
    between = "https://w3id.org/cxzy-graph/ontology#between"
    conferredBy = "https://w3id.org/cxzy-graph/ontology#conferredBy"
    confidence = "https://w3id.org/cxzy-graph/ontology#confidence"
    date = "https://w3id.org/cxzy-graph/ontology#date"
    decidedOn = "https://w3id.org/cxzy-graph/ontology#decidedOn"
    document = "https://w3id.org/cxzy-graph/ontology#document"
    earliest = "https://w3id.org/cxzy-graph/ontology#earliest"
    event = "https://w3id.org/cxzy-graph/ontology#event"
    evidence = "https://w3id.org/cxzy-graph/ontology#evidence"
    extractedBy = "https://w3id.org/cxzy-graph/ontology#extractedBy"
    from_ = "https://w3id.org/cxzy-graph/ontology#from"
    hasMember = "https://w3id.org/cxzy-graph/ontology#hasMember"
    heldActivity = "https://w3id.org/cxzy-graph/ontology#heldActivity"
    heldBy = "https://w3id.org/cxzy-graph/ontology#heldBy"
    honour = "https://w3id.org/cxzy-graph/ontology#honour"
    honourLevel = "https://w3id.org/cxzy-graph/ontology#honourLevel"
    impliedParent = "https://w3id.org/cxzy-graph/ontology#impliedParent"
    inReport = "https://w3id.org/cxzy-graph/ontology#inReport"
    issued = "https://w3id.org/cxzy-graph/ontology#issued"
    latest = "https://w3id.org/cxzy-graph/ontology#latest"
    level = "https://w3id.org/cxzy-graph/ontology#level"
    measure = "https://w3id.org/cxzy-graph/ontology#measure"
    occurrences = "https://w3id.org/cxzy-graph/ontology#occurrences"
    organisation = "https://w3id.org/cxzy-graph/ontology#organisation"
    parent = "https://w3id.org/cxzy-graph/ontology#parent"
    participant = "https://w3id.org/cxzy-graph/ontology#participant"
    participatedIn = "https://w3id.org/cxzy-graph/ontology#participatedIn"
    party = "https://w3id.org/cxzy-graph/ontology#party"
    perhapsSucceededBy = "https://w3id.org/cxzy-graph/ontology#perhapsSucceededBy"
    person = "https://w3id.org/cxzy-graph/ontology#person"
    place = "https://w3id.org/cxzy-graph/ontology#place"
    rawBegin = "https://w3id.org/cxzy-graph/ontology#rawBegin"
    rawEnd = "https://w3id.org/cxzy-graph/ontology#rawEnd"
    reason = "https://w3id.org/cxzy-graph/ontology#reason"
    received = "https://w3id.org/cxzy-graph/ontology#received"
    recipient = "https://w3id.org/cxzy-graph/ontology#recipient"
    recipientCount = "https://w3id.org/cxzy-graph/ontology#recipientCount"
    recipientGroup = "https://w3id.org/cxzy-graph/ontology#recipientGroup"
    score = "https://w3id.org/cxzy-graph/ontology#score"
    title = "https://w3id.org/cxzy-graph/ontology#title"
    unit = "https://w3id.org/cxzy-graph/ontology#unit"
    until = "https://w3id.org/cxzy-graph/ontology#until"
    value = "https://w3id.org/cxzy-graph/ontology#value"
    verb = "https://w3id.org/cxzy-graph/ontology#verb"
    verdict = "https://w3id.org/cxzy-graph/ontology#verdict"
    year = "https://w3id.org/cxzy-graph/ontology#year"


class DCTERMS:
    PREFIX = "dcterms"
    NAMESPACE = "http://purl.org/dc/terms/"
    contributor = "http://purl.org/dc/terms/contributor"
    date = "http://purl.org/dc/terms/date"
    description = "http://purl.org/dc/terms/description"
    isReplacedBy = "http://purl.org/dc/terms/isReplacedBy"
    issued = "http://purl.org/dc/terms/issued"
    license = "http://purl.org/dc/terms/license"
    source = "http://purl.org/dc/terms/source"
    title = "http://purl.org/dc/terms/title"


class FOAF:
    PREFIX = "foaf"
    NAMESPACE = "http://xmlns.com/foaf/0.1/"
    Document = "http://xmlns.com/foaf/0.1/Document"
    Person = "http://xmlns.com/foaf/0.1/Person"
    name = "http://xmlns.com/foaf/0.1/name"


class NIF:
    PREFIX = "nif"
    NAMESPACE = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    OffsetBasedString = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#OffsetBasedString"
    anchorOf = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"
    beginIndex = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex"
    endIndex = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex"
    isString = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"


class ORG:
    PREFIX = "org"
    NAMESPACE = "http://www.w3.org/ns/org#"
    Membership = "http://www.w3.org/ns/org#Membership"
    Organization = "http://www.w3.org/ns/org#Organization"
    Role = "http://www.w3.org/ns/org#Role"
    member = "http://www.w3.org/ns/org#member"
    organization = "http://www.w3.org/ns/org#organization"
    role = "http://www.w3.org/ns/org#role"
    subOrganizationOf = "http://www.w3.org/ns/org#subOrganizationOf"


class PROV:
    PREFIX = "prov"
    NAMESPACE = "http://www.w3.org/ns/prov#"
    Activity = "http://www.w3.org/ns/prov#Activity"
    Agent = "http://www.w3.org/ns/prov#Agent"
    Entity = "http://www.w3.org/ns/prov#Entity"
    generated = "http://www.w3.org/ns/prov#generated"
    invalidated = "http://www.w3.org/ns/prov#invalidated"
    used = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith = "http://www.w3.org/ns/prov#wasAssociatedWith"


class QB:
    PREFIX = "qb"
    NAMESPACE = "http://purl.org/linked-data/cube#"
    Observation = "http://purl.org/linked-data/cube#Observation"


class RDF:
    PREFIX = "rdf"
    NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    first = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
    langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    nil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
    rest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS:
    PREFIX = "rdfs"
    NAMESPACE = "http://www.w3.org/2000/01/rdf-schema#"
    Datatype = "http://www.w3.org/2000/01/rdf-schema#Datatype"
    comment = "http://www.w3.org/2000/01/rdf-schema#comment"
    domain = "http://www.w3.org/2000/01/rdf-schema#domain"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    range = "http://www.w3.org/2000/01/rdf-schema#range"
    subClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf"


class SCHEMA:
    PREFIX = "schema"
    NAMESPACE = "https://schema.org/"
    Event = "https://schema.org/Event"
    Place = "https://schema.org/Place"
    containedInPlace = "https://schema.org/containedInPlace"


class SKOS:
    PREFIX = "skos"
    NAMESPACE = "http://www.w3.org/2004/02/skos/core#"
    Concept = "http://www.w3.org/2004/02/skos/core#Concept"
    altLabel = "http://www.w3.org/2004/02/skos/core#altLabel"
    example = "http://www.w3.org/2004/02/skos/core#example"
    prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"


class XSD:
    PREFIX = "xsd"
    NAMESPACE = "http://www.w3.org/2001/XMLSchema#"
    date = "http://www.w3.org/2001/XMLSchema#date"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    gYear = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    string = "http://www.w3.org/2001/XMLSchema#string"


PREFIXES = {
    "cxzy": "https://w3id.org/cxzy-graph/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ABOVE: dict[str, tuple[str, ...]] = {
    "https://w3id.org/cxzy-graph/ontology#ActivityType": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "https://w3id.org/cxzy-graph/ontology#Affiliation": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Award": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "https://w3id.org/cxzy-graph/ontology#Branch": ("http://www.w3.org/ns/org#Organization", "http://www.w3.org/ns/prov#Agent", "https://w3id.org/cxzy-graph/ontology#Organisation",),
    "https://w3id.org/cxzy-graph/ontology#Committee": ("http://www.w3.org/ns/org#Organization", "http://www.w3.org/ns/prov#Agent", "https://w3id.org/cxzy-graph/ontology#Organisation",),
    "https://w3id.org/cxzy-graph/ontology#Conferral": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Decision": ("http://www.w3.org/ns/prov#Activity",),
    "https://w3id.org/cxzy-graph/ontology#Document": ("http://xmlns.com/foaf/0.1/Document",),
    "https://w3id.org/cxzy-graph/ontology#Event": ("https://schema.org/Event", "https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Founding": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Honour": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "https://w3id.org/cxzy-graph/ontology#HonourLevel": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "https://w3id.org/cxzy-graph/ontology#Issuance": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Level": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "https://w3id.org/cxzy-graph/ontology#Membership": ("http://www.w3.org/ns/org#Membership", "https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Occupation": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Organisation": ("http://www.w3.org/ns/org#Organization", "http://www.w3.org/ns/prov#Agent",),
    "https://w3id.org/cxzy-graph/ontology#Participation": ("https://w3id.org/cxzy-graph/ontology#Fact",),
    "https://w3id.org/cxzy-graph/ontology#Passage": ("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#OffsetBasedString", "http://www.w3.org/ns/prov#Entity",),
    "https://w3id.org/cxzy-graph/ontology#Person": ("http://www.w3.org/ns/prov#Agent", "http://xmlns.com/foaf/0.1/Person",),
    "https://w3id.org/cxzy-graph/ontology#Place": ("https://schema.org/Place",),
    "https://w3id.org/cxzy-graph/ontology#Report": ("http://www.w3.org/ns/prov#Entity", "http://xmlns.com/foaf/0.1/Document",),
    "https://w3id.org/cxzy-graph/ontology#Role": ("http://www.w3.org/2004/02/skos/core#Concept", "http://www.w3.org/ns/org#Role",),
    "https://w3id.org/cxzy-graph/ontology#Statistic": ("http://purl.org/linked-data/cube#Observation", "https://w3id.org/cxzy-graph/ontology#Fact",),
}
"""Every class with all classes above it."""

LABELS: dict[str, tuple[str, str]] = {
    "https://w3id.org/cxzy-graph/ontology#ActivityType": ("活动类型", "Activity type"),
    "https://w3id.org/cxzy-graph/ontology#Affiliation": ("隶属", "Affiliation"),
    "https://w3id.org/cxzy-graph/ontology#Award": ("评选", "Award"),
    "https://w3id.org/cxzy-graph/ontology#Branch": ("基层组织", "Branch"),
    "https://w3id.org/cxzy-graph/ontology#Candidate": ("疑似同一人", "Candidate"),
    "https://w3id.org/cxzy-graph/ontology#CentralLevel": ("中央", "central"),
    "https://w3id.org/cxzy-graph/ontology#Committee": ("委员会", "Committee"),
    "https://w3id.org/cxzy-graph/ontology#Conferral": ("授予", "Conferral"),
    "https://w3id.org/cxzy-graph/ontology#CountyHonour": ("区县", "district or county"),
    "https://w3id.org/cxzy-graph/ontology#CountyLevel": ("县级", "county"),
    "https://w3id.org/cxzy-graph/ontology#Decision": ("人工决定", "Decision"),
    "https://w3id.org/cxzy-graph/ontology#Document": ("文件", "Document"),
    "https://w3id.org/cxzy-graph/ontology#Donation": ("捐赠", "donation"),
    "https://w3id.org/cxzy-graph/ontology#Event": ("活动", "Event"),
    "https://w3id.org/cxzy-graph/ontology#Exchange": ("考察交流", "visits and exchange"),
    "https://w3id.org/cxzy-graph/ontology#Fact": ("事实", "Fact"),
    "https://w3id.org/cxzy-graph/ontology#Founding": ("成立", "Founding"),
    "https://w3id.org/cxzy-graph/ontology#GrassrootsLevel": ("基层", "grassroots"),
    "https://w3id.org/cxzy-graph/ontology#Honour": ("荣誉", "Honour"),
    "https://w3id.org/cxzy-graph/ontology#HonourLevel": ("荣誉层级", "Level of an honour"),
    "https://w3id.org/cxzy-graph/ontology#Issuance": ("发文", "Issuance"),
    "https://w3id.org/cxzy-graph/ontology#Level": ("层级", "Level"),
    "https://w3id.org/cxzy-graph/ontology#Meeting": ("会议", "meeting"),
    "https://w3id.org/cxzy-graph/ontology#Membership": ("任职", "Membership"),
    "https://w3id.org/cxzy-graph/ontology#MunicipalHonour": ("市", "municipal"),
    "https://w3id.org/cxzy-graph/ontology#NationalHonour": ("全国", "national"),
    "https://w3id.org/cxzy-graph/ontology#Occupation": ("身份", "Occupation"),
    "https://w3id.org/cxzy-graph/ontology#Organisation": ("组织", "Organisation"),
    "https://w3id.org/cxzy-graph/ontology#OtherActivity": ("其他", "other"),
    "https://w3id.org/cxzy-graph/ontology#Participation": ("参与", "Participation"),
    "https://w3id.org/cxzy-graph/ontology#Passage": ("语段", "Passage"),
    "https://w3id.org/cxzy-graph/ontology#Person": ("人员", "Person"),
    "https://w3id.org/cxzy-graph/ontology#Place": ("地点", "Place"),
    "https://w3id.org/cxzy-graph/ontology#PoliticalParticipation": ("参政议政", "political participation"),
    "https://w3id.org/cxzy-graph/ontology#PrefecturalLevel": ("市级", "prefectural"),
    "https://w3id.org/cxzy-graph/ontology#ProvincialHonour": ("省", "provincial"),
    "https://w3id.org/cxzy-graph/ontology#ProvincialLevel": ("省级", "provincial"),
    "https://w3id.org/cxzy-graph/ontology#Publicity": ("宣传", "publicity"),
    "https://w3id.org/cxzy-graph/ontology#Recreation": ("文体联谊", "culture, sport and fellowship"),
    "https://w3id.org/cxzy-graph/ontology#Report": ("报告", "Report"),
    "https://w3id.org/cxzy-graph/ontology#Role": ("职务", "Role"),
    "https://w3id.org/cxzy-graph/ontology#SocialService": ("社会服务", "social service"),
    "https://w3id.org/cxzy-graph/ontology#Statistic": ("统计", "Statistic"),
    "https://w3id.org/cxzy-graph/ontology#SympathyVisit": ("慰问", "sympathy visit"),
    "https://w3id.org/cxzy-graph/ontology#Training": ("学习培训", "study and training"),
    "https://w3id.org/cxzy-graph/ontology#UnitHonour": ("单位", "institution"),
    "https://w3id.org/cxzy-graph/ontology#about": ("报告主体", "about"),
    "https://w3id.org/cxzy-graph/ontology#activityType": ("活动类型", "activity type"),
    "https://w3id.org/cxzy-graph/ontology#adcode": ("行政区划代码", "division code"),
    "https://w3id.org/cxzy-graph/ontology#attendance": ("参加人数", "attendance"),
    "https://w3id.org/cxzy-graph/ontology#award": ("所属评选", "award"),
    "https://w3id.org/cxzy-graph/ontology#between": ("双方", "between"),
    "https://w3id.org/cxzy-graph/ontology#conferredBy": ("授予单位", "conferred by"),
    "https://w3id.org/cxzy-graph/ontology#confidence": ("置信度", "confidence"),
    "https://w3id.org/cxzy-graph/ontology#date": ("日期", "date"),
    "https://w3id.org/cxzy-graph/ontology#decidedOn": ("所涉事物", "decided on"),
    "https://w3id.org/cxzy-graph/ontology#document": ("文件", "document"),
    "https://w3id.org/cxzy-graph/ontology#earliest": ("最早", "earliest"),
    "https://w3id.org/cxzy-graph/ontology#event": ("活动", "event"),
    "https://w3id.org/cxzy-graph/ontology#evidence": ("依据", "evidence"),
    "https://w3id.org/cxzy-graph/ontology#extractedBy": ("抽取规则", "extracted by"),
    "https://w3id.org/cxzy-graph/ontology#from": ("起", "from"),
    "https://w3id.org/cxzy-graph/ontology#hasMember": ("成员", "has member"),
    "https://w3id.org/cxzy-graph/ontology#heldActivity": ("举办", "held activity"),
    "https://w3id.org/cxzy-graph/ontology#heldBy": ("举办单位", "held by"),
    "https://w3id.org/cxzy-graph/ontology#honour": ("荣誉", "honour"),
    "https://w3id.org/cxzy-graph/ontology#honourLevel": ("荣誉层级", "level of the honour"),
    "https://w3id.org/cxzy-graph/ontology#impliedParent": ("推定上级", "implied parent"),
    "https://w3id.org/cxzy-graph/ontology#inReport": ("所在报告", "in report"),
    "https://w3id.org/cxzy-graph/ontology#issued": ("发文", "issued"),
    "https://w3id.org/cxzy-graph/ontology#latest": ("最晚", "latest"),
    "https://w3id.org/cxzy-graph/ontology#level": ("层级", "level"),
    "https://w3id.org/cxzy-graph/ontology#measure": ("指标", "measure"),
    "https://w3id.org/cxzy-graph/ontology#occurrences": ("次数", "occurrences"),
    "https://w3id.org/cxzy-graph/ontology#organisation": ("组织", "organisation"),
    "https://w3id.org/cxzy-graph/ontology#parent": ("上级", "parent"),
    "https://w3id.org/cxzy-graph/ontology#participant": ("参与者", "participant"),
    "https://w3id.org/cxzy-graph/ontology#participatedIn": ("参与活动", "participated in"),
    "https://w3id.org/cxzy-graph/ontology#party": ("党派", "party"),
    "https://w3id.org/cxzy-graph/ontology#perhapsSucceededBy": ("可能改设为", "perhaps succeeded by"),
    "https://w3id.org/cxzy-graph/ontology#person": ("人员", "person"),
    "https://w3id.org/cxzy-graph/ontology#place": ("地点", "place"),
    "https://w3id.org/cxzy-graph/ontology#rawBegin": ("原文起", "raw begin"),
    "https://w3id.org/cxzy-graph/ontology#rawEnd": ("原文止", "raw end"),
    "https://w3id.org/cxzy-graph/ontology#reason": ("理由", "reason"),
    "https://w3id.org/cxzy-graph/ontology#received": ("获得", "received"),
    "https://w3id.org/cxzy-graph/ontology#recipient": ("获得者", "recipient"),
    "https://w3id.org/cxzy-graph/ontology#recipientCount": ("获得人数", "recipient count"),
    "https://w3id.org/cxzy-graph/ontology#recipientGroup": ("获得者所属", "recipient group"),
    "https://w3id.org/cxzy-graph/ontology#score": ("可能性", "score"),
    "https://w3id.org/cxzy-graph/ontology#title": ("身份名称", "title"),
    "https://w3id.org/cxzy-graph/ontology#unit": ("单位", "unit"),
    "https://w3id.org/cxzy-graph/ontology#until": ("止", "until"),
    "https://w3id.org/cxzy-graph/ontology#value": ("数值", "value"),
    "https://w3id.org/cxzy-graph/ontology#verb": ("方式", "verb"),
    "https://w3id.org/cxzy-graph/ontology#verdict": ("结论", "verdict"),
    "https://w3id.org/cxzy-graph/ontology#year": ("年份", "year"),
}
"""The Chinese and the English label of each term of ours."""
