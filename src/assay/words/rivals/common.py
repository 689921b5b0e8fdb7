"""Words that are words before they are names: a competitor called so is found only where a company is spoken of."""

_ENGLISH = """
    able about above abstract academy accent accept access accord account ace acorn act action active acumen adapt
    advance advantage agency agenda agent agile air alert align alliance alloy alpha amber ample anchor angle answer
    apex apollo apple apply approach apricot arc arch archer arctic area arena ark armada array arrow artisan ascend
    ascent aspect aspen aspire asset assist assure astra atlas atom audit aura aurora auto avenue aware axis badge
    balance bamboo band bank banner base basecamp basic basis basket bay beacon beam bear bee bell bench bend berry
    best beyond big bill bird bit black blade blaze blend block bloom blue board boat bold bolt bond bonus book
    boost border bottle bounce bow box brain branch brand brave breeze brick bridge brief bright bronze brook bubble
    bucket bud budget buffer bug build bullet bullhorn bundle butter button cable cache cactus cake call camel camp
    canary candle candor canvas cape capital capsule captain capture carbon card care cargo cart case cash cast
    castle catalyst cause cedar celtic center central centre chain chair chalk challenge champion chance change
    channel chart chat check cherry chief chime chorus circle circuit citadel city clarity class clay clear cliff
    climb clip clipper clock close cloud clover club cluster coast cobalt code cognito coin cold collect colony
    color column comet command common compact companion company compass complete concept concord concur condor
    connect console constant contact context contract control convey cool copper copy coral core corner corona
    cosmic cost count coupa couple course court cover crane crayon create credit crest crisp cross crow crowd crown
    crystal cube culture current curve custom cut cycle daily dash dashboard data date dawn day deal dear deck deep
    deer deliver delta demand demo design desk detail develop dial diamond differ digital direct discover dock
    doctor dolphin domain domo door dot double dove dragon draw dream drift drill drip drive drop dune dust duty
    dynamic eagle early earth ease east easy echo eclipse edge effect element elevate ember emerald emma empire
    enable energy engage engine enjoy ensure enter entire envoy epic equal equity era escape essence essential event
    ever everest evergreen evident evolve exact example exchange expand expense expensify expert explore express
    extend eye fabric face fact factor faculty fair faith falcon family fan farm fast favor feather feature feed
    fetch field fig figure file final find fine fire firefly firm first fish fit fix flag flame flash fleet flex
    flight flip float flock flood floor flow flower fly focus fog fold follow font food force forest forge form
    formula fort forte fortune forum forward found foundation fountain fox fraction frame free freight fresh friend
    frog front frontier frost fruit fuel full function fund fusion future gain galaxy gallery game gap garden gate
    gather gauge gear gecko gem gene general genesis genius gentle ghost giant gift give glass glean glide global
    globe glory glow go goal gold gong good gorilla grace grade grain grand grant grape graph grasp gravity great
    green grid grip group grove grow growth guard guardian guide guru gusto habit hall halo hammer hand handle
    handshake happy harbor harbour hard harmony harvest hat haven hawk head health heap heart heat heavy height
    helix hello help hero high highlight highspot hill hive hold home honest honey hood hook hope horizon horn horse
    host hot hotel hour house hub human humble hunter ice icon idea ideal image imagine impact imperial impulse
    inbox incident indeed index indigo industry infinite infinity influence inform infuse insight inspire instant
    intact integral integrate intelligence intent interact intercom intuit invent invision iris iron island item
    ivory ivy jade jasper jet jewel jive join joint journey joy judge jump jungle juniper jupiter just justice
    justworks keen keep kernel key kick kin kind king kite kiwi knight knot know lab label ladder lake lamp lance
    land lane lantern lark laser last lattice launch laurel lead leader leaf lean leap learn ledger legacy legal
    legend lemon lens lever lexicon liberty life lift light lightning like lily lime line link lion liquid list
    listen little live load lobster local lock logic long look loom loop lotus love lucid lucky lumen luna lunar
    lynx magic magnet magnolia main make mango manifest map maple marble march marine mark market marketing marvel
    mason mass master match material matrix matter maven maverick max maze mean measure media mega meld mellow melon
    memo mention mentor mercury merge merit mesh message meta meteor meter method metric mid might mile milestone
    mill mind mine mint mirror mission mist mix mixpanel mobile mode model modern module moment momentum monarch
    money monitor moon morning mosaic motion motive mountain mouse move mural muse music narrative nation native
    nature navigator near neat nest net network new next nexus nice night nimble noble node north notable note
    notion nova novel now nucleus number oak oasis object ocean octave offer office olive omega omni one onyx open
    opera optic optimal option opus oracle orange orbit orchard orchid order origin orion osprey otter outlook
    outreach oval oxygen oyster pace pack pact page paint pair palace palm panda panel panther paper parade paragon
    parallel park part partner party pass path patient pattern pay peak pearl pebble pen pendo penguin people pepper
    percent perfect perform perk personal phantom phase phoenix photo phrase pico picture piece pier pigeon pilot
    pin pine pioneer pipe pipeline pitch pivot pixel place plaid plain plan planet plant plate platform play plaza
    pleasant plenty plot plug plus pocket poet point polar pole polish pollen polygon pond pool pop port portal
    portfolio positive post postal potential power practice premier present press prestige price pride prime print
    prism prize proceed process product profit program progress project promise proof prophet protect proud prove
    provide public pulse puma pump pure purple purpose push puzzle quality quantum quarry quarter quartz quest
    question quick quiet quill quip quote rabbit race radar radiant radius rain rainbow ram ramp ranch range rapid
    rate raven ray reach reaction read ready real realm reason recall record red reef refer reflect region relate
    relay release reliable relish remark remedy remote render reply report rescue resolve resource respond response
    rest result retain return reveal review ribbon rich ride ridge right ring ripple rise river road robin robust
    rock rocket root rope rose rotate round route royal ruby run safari safe sage sail salary sale sales salsa salt
    sand sapphire satellite saturn scale scope score scout screen script sea seal search season seat second secret
    section sector secure seed seek segment select sense sentinel sequence series serve service set shadow shape
    share sharp shell shelter shift shine ship shore short show side sierra sight sigma sign signal silk silver
    similar simple single site six sketch sky slack slate sling slope small smart smile smooth snap snow snowflake
    social soft solar solid solution solve sonar song sonic soul sound source south space spark sparrow spectrum
    speed spell sphere spider spiral spirit splash splunk spoke spot spread spring sprint sprout spruce spur square
    squirrel stable stack staff stage stamp stand standard star start state station stay steam steel stellar step
    sterling stone storage store storm story strategy stream street stride strike string stripe strong structure
    studio style sublime success sugar suite summer summit sun sunrise supply support sure surface surge swan sweet
    swift swing switch symbol symphony synapse sync syndicate system table tableau tact tag take talent talk tandem
    tango target task team teams tempo tenet term terra test text theme theory thing think thread thrive tide tiger
    tile time titan toast today together token tone tool top torch total touch tower town trace track trade trail
    train transfer travel tree trend triad tribe trigger trinity trip triton triumph true trust truth tulip tune
    turbo turn turtle twin twist two umbrella unbounce under union unique unit unity universal up upward urban use
    valley value vanguard vantage vault vector veil velocity venture verb verge verse version vertex vessel viable
    victory view village vine vintage viper virtual virtue vision vista vital vivid voice volt volume voyage wake
    walk wall walnut warrior watch water wave way wealth weave web wedge week well west whale wheel whisper white
    whole wide wild willow win wind window wing winner wire wise wish wolf wonder wood word work workday works
    workshop world worth wrap wren wrike write yard yellow yield yonder young zebra zenith zephyr zero zest zip zone
    zoom
"""

#: Words that German has too, and writes with a capital as it writes every noun.
_GERMAN = """
    aktion alpha anker arena atlas aura aurora auto balance band bank basis bau berg block board box brief bund
    center chance chat cloud club code computer daten deal delta demo design ding dom drift echo effekt element
    energie engine event express fabrik faktor familie feld form forum front fusion gala gast gold grund gruppe
    hammer hand harmonie haus hof horizont hub idee impuls information insel kern kompass konzept kraft kreis kunst
    land lead leuchtturm linie link logik luft lupe macht magnet marke markt maske matrix maus medien meister
    mission moment motor muster nest netz oase objekt omega option orakel orbit park partner pilot pixel plan planet
    plattform plus post prisma profil projekt prozess puls pulse quelle rakete raum report ring ruf sage salz
    schatten schloss segel sektor sense service signal sinn software sonne spur stadt start stein stern studio stufe
    system tafel team teams technik tempo test thema titan tool turm union vektor vision wagen wald wasser weg welle
    welt werk wert wind wolke zeit zentrum ziel zone zoom
"""

#: Names of days and people: always with a capital, so that the capital says nothing.
_NAMES = """
    ada alex alice anna april august austin ben casper charlie claire clara claude daisy dave december dezember
    dienstag donnerstag ella emma ernst eva februar february finn frank freitag friday georgia grace harvey henry
    ida jack januar january jasper john juli julia july june juni karl lena leo lilly lisa luca luna madison mai
    marie martin mason max may mia mittwoch monday montag november october oktober oscar otto paris paul pepper
    peter ruby sam samstag sandy saturday scott september sonntag sophie stella sunday thursday tom tuesday vera
    victoria walter wednesday will
"""

COMMON = frozenset((_ENGLISH + _GERMAN).split())
GERMAN_NOUNS = frozenset(_GERMAN.split())
CAPITAL_ANYWAY = frozenset(_NAMES.split())

#: At the end of a company's name they name its legal form, or where on the web it is.
_LEGAL_FORMS_WORDS = """
    inc incorporated llc ltd limited plc corp corporation co company gmbh ag kg kgaa se ug ohg mbh sa sas sarl srl
    spa bv nv oy ab as aps pty pvt
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS_WORDS.split())
DOMAINS = frozenset(["com", "io", "ai", "net", "org", "co", "app", "de", "eu", "fr", "es", "tech", "cloud", "dev"])

#: They are left out when people speak of a company: "Northwind" for "Northwind Software".
_GENERIC_WORDS = """
    software systems system solutions solution technologies technology tech group holding holdings international
    global services service consulting labs lab analytics crm erp platform cloud digital data it industries networks
    network partners ventures europe deutschland germany usa us uk informatik datentechnik edv systeme losungen
"""
GENERIC = frozenset(_GENERIC_WORDS.split())
