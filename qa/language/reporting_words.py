"""The words of reported speech, by language, as they are written down: qa/language/reporting.py makes them ready.

Lists of function words and of verbs of saying are short and closed; nouns of those who speak are told by their
beginnings (and in German by their ends), because Polish, Russian and Ukrainian decline them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Written:
    """How one language reports speech, as it is written down."""

    #: Before the name of a source: "according to".
    sources: str
    #: After it: "Experten zufolge".
    sources_after: str
    #: Verbs that a clause may follow without more: "said the line was closed".
    free: str
    #: Verbs after which only a clause with its conjunction, a colon or a quotation is what was said.
    bound: str
    #: Of these, the verbs that take a listener first: "told reporters that".
    telling: str
    #: Conjunctions that begin what was said.
    that: str
    #: Words between speaker and verb, or after the verb, that change nothing: "also", "has".
    between: str
    #: Words with which a circumstance begins: "on Tuesday", "in a statement".
    circumstances: str
    #: Beginnings of the nouns of those who speak: "minist".
    speakers: str
    #: Nouns of what is written and counted: a source only together with a name ("data from Eurostat").
    papers: str
    #: Nouns of what holds by itself, and of the text's own parts: no speaker.
    rules: str
    #: Words that no name of a speaker contains.
    never: str
    #: Determiners.
    determiners: str
    #: Words that join nouns to one name: "head of the bank".
    joins: str
    #: Words that begin a clause beside the reported one, which may be the author's.
    contrasts: str
    #: Words that begin a relative clause.
    relatives: str
    #: What follows a free verb where nothing is reported: "said nothing".
    nothing: str = ""
    #: "As" in "as Reuters reports".
    as_: str = ""
    #: "In X's opinion": the nouns.
    views: str = ""
    #: Words after a name that are no more of it in an inverted sentence.
    ends: str = ""
    #: Verbs that stand before their speaker at a sentence's end: "said the minister"; empty for all.
    inverted: str = ""
    #: Other words that open a sentence before its speaker: "speaking in Berlin, ...".
    openings: str = ""
    #: Before the maker of a paper: "a report by NATO"; empty where the maker follows at once.
    agents: str = ""
    #: Words of time that may stand right before the speaker: "on Tuesday Gazprom said".
    times: str = ""
    #: Frequent finite verbs, and pronouns that are subjects: a clause has one.
    finite: str = ""
    subjects: str = ""
    #: Prepositions that begin no circumstance of a verb's but its object: "warned of a plan that".
    about: str = ""
    #: Verbs that say nothing without a word that stands apart from them: "teilte_mit".
    split: str = ""
    #: Forms of verbs that end a clause: "wie das Ministerium mitteilte".
    verbs_last: str = ""
    #: Question words: "sagte, was er dachte" reports no clause.
    asks: str = ""
    #: Who else is told something: "told them that".
    listeners: str = ""
    #: Subjects that stand for a speaker named before.
    pronouns: str = ""
    #: Denials, and words that leave open whether it was said: "did not say that", "allegedly said".
    negations: str = ""
    #: What a clause is attached to instead of the verb: "to, że".
    pointers: str = ""
    #: Words between commas that turn to another clause, unless what was said begins after them: "said, however, that".
    turns: str = ""
    #: The ending of adverbs.
    adverbs: str = ""
    #: Whether a subject may be left out.
    drops_subject: bool = False


_ENGLISH = Written(
    sources="according_to",
    sources_after="",
    free="said says say",
    bound="""claimed claims claim argued argues argue denied denies deny warned warns warn insisted insists insist
        maintained maintains added adds add noted notes explained explains stated states state announced announces
        reported reports report declared declares confirmed confirms asserted asserts contended contends alleged
        alleges estimates estimate estimated predicts predict predicted acknowledged acknowledges admitted admits
        conceded concedes complained complains stressed stresses emphasised emphasises emphasized emphasizes recalled
        recalls replied replies responded wrote writes write concluded concludes pointed_out points_out remarked
        remarks told tells tell countered""",
    telling="told tells tell",
    that="that",
    between="""has have had also later then since once again repeatedly recently previously already earlier still
        publicly officially today yesterday now often long and_has further""",
    circumstances="""on in at during after before last this yesterday today late early to by via through over when
        while as monday tuesday wednesday thursday friday saturday sunday earlier under from within about of and
        here again later with for if recently afterwards without against near outside following upon ahead amid
        referring""",
    speakers="""minist official spokes president premier chancellor government authorit police court judge prosecut
        lawyer attorney expert analyst economist historian scientist researcher scholar critic opponent supporter
        advocate activist observer commander general army military navy company firm bank agency agencies commission
        committee council parliament lawmaker senator congress governor mayor secretar director chief head chair
        leader ambassador diplomat envoy kremlin union federation association organisation organization group
        newspaper magazine broadcaster network website journalist reporter author witness resident neighbour neighbor
        doctor professor teacher coach player owner manager executive investor trader operator regulator watchdog
        administration department office bureau board party campaign team airline airport university institut centre
        center foundation charity people sources source representative deputy candidate king queen prince pope bishop
        worker employee engineer pilot family mother father son daughter wife husband brother sister friend colleague
        victim survivor voter farmer officer sheriff detective investigator inspector ministers member founder
        producer actor singer artist writer editor publisher curator biographer commentator pundit strateg pollster
        forecaster meteorolog astronom biolog physicist chemist psycholog sociolog philosoph archaeolog anthropolog
        geolog climatolog epidemiolog companies countries service station studio embassy ministry theologian
        intelligence defence defense fund insurer supplier utility developer retailer""",
    papers="""report study survey poll research data figure statistic estimate analysis analyses article paper book
        record document statement letter media post account email memo review investigation claim rumo legend
        tradition story stories census index forecast projection number filing lawsuit complaint affidavit indictment
        release website page notice announcement blog tweet bulletin dispatch transcript text sign message
        testimony calculation finding evidence result theory theories view thinking headline advert ad file
        log guideline guide list""",
    rules="""law act treaty constitution article section chapter paragraph table figure annex appendix clause code
        statute regulation directive rule bill convention charter protocol agreement contract resolution decree plan
        schedule size custom principle policy order amendment provision standard definition requirement formula ruling
        verdict hypothesis this our it""",
    never="""i we you he she it they him her them who which whom whose that what where when while if because although
        though than as is was were are be been being do does did will would can could may might must should shall not
        no never nobody none everyone everybody someone somebody anyone some others many most few nothing one these
        those there here this to but or so how why whether having according like unlike despite without let us his
        their my our your its both each every another such either neither goes went come came made make took
        take gave give got get put keep kept""",
    determiners="the a an two three four five six several some many most various other another",
    joins="of for from at and in on to with & de von van der la le el al bin",
    contrasts="but although though whereas while yet even_though",
    relatives="which who whom whose where when that because since as if unless until although while why",
    nothing="""nothing no yes goodbye farewell little so much something anything otherwise to as thanks hello prayers
        mass and or aloud enough again more less about""",
    as_="",
    views="opinion view words",
    ends="""on in at during after before last this yesterday today to when while as monday tuesday wednesday thursday
        friday saturday sunday earlier late who whose which adding referring citing published released posted issued
        obtained conducted cited seen reviewed""",
    inverted="said says added adds explained noted wrote argued argues warned recalled according",
    openings="""speaking asked writing however but meanwhile still moreover instead finally similarly likewise
        additionally furthermore nevertheless nonetheless first second third ultimately overall separately also one
        days weeks hours months years""",
    agents="by from",
    times="""monday tuesday wednesday thursday friday saturday sunday january february march april june july august
        september october november december yesterday today week month year""",
    finite="is was are were has had have will would can could may might must should does did do",
    subjects="it they he she we there",
    about="of about for with without",
    listeners="reporters journalists lawmakers him her them us me investors viewers the",
    pronouns="he she it",
    negations="not never no allegedly reportedly supposedly apparently hardly scarcely rarely barely",
    turns="however",
    adverbs="ly",
)  # fmt: skip

_POLISH = Written(
    sources="według zdaniem w_opinii w_ocenie",
    sources_after="",
    free="",
    bound="""donosiło poinformował poinformowała poinformowało poinformowali informuje informują twierdzi twierdzą
        twierdził twierdziła twierdzili twierdziły powiedział powiedziała powiedzieli mówi mówią mówił mówiła
        stwierdził stwierdziła stwierdzili stwierdziło oświadczył oświadczyła oświadczyło oświadczyli podał podała
        podało podali podaje podają przekazał przekazała przekazało przekazali ogłosił ogłosiła ogłosiło ogłosili
        zapewnił zapewniła zapewnia zapewniają zapewniło zapewnili zapowiedział zapowiedziała zapowiedzieli
        zapowiedziało zaznaczył zaznaczyła dodał dodała dodaje dodali podkreślił podkreśliła podkreśla podkreślają
        przyznał przyznała przyznało ostrzegł ostrzegła ostrzega ostrzegają wyjaśnił wyjaśniła napisał napisała pisze
        przekonuje przekonują argumentuje argumentują argumentował ocenia oceniają ocenił oceniła zauważył zauważyła
        szacuje szacują zaprzeczył zaprzeczyła utrzymuje utrzymują utrzymywał utrzymywała oznajmił oznajmiła
        odpowiedział odpowiedziała tłumaczył tłumaczyła wskazuje wskazał wskazała donosi donoszą doniósł doniosła
        relacjonuje deklaruje zadeklarował zadeklarowała""",
    telling="",
    that="że iż żeby jakoby",
    between="""też także już później następnie wcześniej wielokrotnie oficjalnie publicznie niedawno z_kolei jednak
        ponadto wówczas wtedy dziś wczoraj stanowczo""",
    circumstances="""w we na po podczas przed przy dla za dziś wczoraj również też także później następnie wówczas
        jednocześnie ponadto do z ze oficjalnie publicznie m.in poniedziałek m agencji dziennikarzom mediom rano
        wieczorem jedynie wcześniej już o tego od nam natomiast wobec""",
    speakers="""minist rzecznik rzecznicz prezydent premier kanclerz rząd ekspert analityk agencj portal gazet
        dziennik tygodnik firm spółk koncern komisj polic sąd sędzi szef prezes dyrektor urzęd urząd władz resort
        naukow badacz historyk ekonomist kreml przedstawiciel stacj organizacj profesor generał sekretarz ambasador
        pos senator trybuna bank operator producent związ opozycj krytyc świad prokurat adwokat dziennikarz autor
        reżyser wicepremier wiceminist marszał komend dowódc wojsk armi parlament sejm rad instytut fundacj stowarzysz
        partia partii lider przewodnicz członk politolog socjolog psycholog filozof biolog fizyk archeolog mieszkań
        trener piłkarz zawodnik aktor pisarz papież biskup król królow cesarz biograf komentator wydaw mieszk lekar
        dyplomat polity uczen uczon szejk mufti komandor kapitan redakc wydawnictw""",
    papers="""danych oświadcz słów komunikat deklarac zezna raport szacunk ocen informacj wylicz relacj badan sondaż
        statysty prognoz źród doniesie ankiet""",
    rules="""plan ustaw praw konstytuc kodeks artyku traktat umow rozporządz regulamin scenariusz dat stan norm system
        kryteri zasad schemat klasyfikac definic teori tradycj legend anegdot podani nomenklatur kolej wiek ewangeli
        bibli pism wzor harmonogram rozdział tabel rocznik projekt powieś spis kalendarz niego niej nich siebie mnie
        nas hipotez opini standard porząd zarządz metod method analiz dekret decyz uchwał orzecze""",
    never="""on ona ono oni one ja my ty wy który która które którzy którego której których którym ten ta to te ci
        tego tej tych że iż jak gdy gdyby kiedy jeśli jeżeli choć chociaż ponieważ bo co kto nikt nie jest są był była
        było były być się aby żeby by niż albo lub ale swój swoja swojej swojego swoich jego jej ich wielu niektórzy
        inni osoby ludzie został została zostało ma miał""",
    determiners="",
    joins="i oraz ds z w na do",
    contrasts="ale lecz choć chociaż natomiast podczas_gdy jednak mimo_że",
    relatives="""który która które którzy którego której których którym którą gdzie gdy kiedy bo ponieważ gdyż jeśli
        choć chociaż że aby żeby""",
    as_="jak",
    ends="w we na po podczas przed dla w_rozmowie dodając",
    negations="nie nigdy",
    pointers="to tym tego temu",
    adverbs="nie",
    drops_subject=True,
)  # fmt: skip

_GERMAN = Written(
    sources="""laut nach_angaben_des nach_angaben_der nach_angaben_von nach_angaben_vom nach_ansicht_des
        nach_ansicht_der nach_ansicht_von nach_meinung_des nach_meinung_der nach_meinung_von nach_auffassung_des
        nach_auffassung_der nach_auffassung_von nach_einschätzung_des nach_einschätzung_der nach_einschätzung_von
        nach_darstellung_des nach_darstellung_der nach_darstellung_von nach_aussage_des nach_aussage_der
        nach_aussage_von nach_worten_des nach_worten_der nach_worten_von""",
    sources_after="zufolge",
    free="sagte sagten sagt sagen erklärte erklärten betonte betonten behauptete behaupteten meinte meinten",
    bound="""erklärt erklären behauptet behaupten argumentierte argumentierten argumentiert argumentieren warnte
        warnten warnt warnen betont schrieb schrieben berichtete berichteten berichtet berichten versicherte
        versicherten bestätigte bestätigten meldete meldeten meldet entgegnete erwiderte ergänzte fügte gab
        stellte""",
    telling="",
    that="dass daß",
    between="auch später dann wiederum erneut öffentlich mehrfach dazu jedoch außerdem zudem",
    circumstances="""am im in an auf nach vor bei zu zum zur gegenüber dem der den heute gestern später dann mit aus
        auch weiter jedoch außerdem zudem daraufhin einst wochen am_montag montag dienstag mittwoch donnerstag freitag
        samstag sonntag kürzlich erneut öffentlich mit_blick dazu über""",
    speakers="""minister ministerium sprecher präsident kanzler regierung behörde polizei gericht richter staatsanwalt
        anwalt experte analyst ökonom historiker forscher wissenschaftler kritiker gegner befürworter beobachter armee
        militär unternehmen konzern firma bank agentur kommission ausschuss rat parlament abgeordnete senator
        gouverneur bürgermeister sekretär direktor chef leiter vorsitzende botschafter kreml verband gewerkschaft
        organisation gruppe zeitung magazin sender journalist autor zeuge professor trainer betreiber amt partei
        netzagentur institut zentrum stiftung vertreter papst bischof archäologe biologe physiker philosoph ingenieur
        offizier ermittler verein universität studenten ärzte arzt bundesnetzagentur gesellschaft""",
    papers="""bericht studie umfrage statistik schätzung daten zahlen angabe quelle analyse artikel buch dokument
        meldung medienbericht theorie indikator volkszählung erhebung untersuchung prognose werk""",
    rules="""gesetz vertrag verfassung artikel paragraph absatz abschnitt kapitel tabelle richtlinie verordnung
        ordnung regel satzung plan fahrplan grundgesetz bestimmung urteil beschluss abkommen tradition legende
        definition überlieferung bibel grundsatz theorie entscheidung these""",
    never="""ich wir du ihr er sie es ihm ihn ihnen wer was der_die dass ob wenn weil obwohl als während nicht
        nie kein keine niemand man manche einige viele andere sich wird wurde war ist sind waren hat hatte dies diese
        dieser dieses jener hier dort mir mich uns dem_der sein seine ihre""",
    determiners="der die das des dem den ein eine eines einem einer einen zwei drei mehrere",
    joins="des der von vom für aus im in und beim",
    contrasts="aber doch jedoch sondern obwohl während wohingegen wenngleich",
    relatives="""der die das dem den deren dessen welche welcher wo wenn weil als obwohl nachdem bevor indem damit
        laut bei_der bei_dem in_der in_dem""",
    as_="wie",
    ends="am im in an auf nach vor bei zu zum zur gegenüber heute gestern weiter und mit dem",
    agents="des der von vom",
    split="""teilte_mit teilten_mit teilt_mit gab_an gaben_an gibt_an gab_bekannt gaben_bekannt fügte_hinzu
        kündigte_an stellte_fest""",
    verbs_last="mitteilte mitteilten mitteilt bekanntgab angab ankündigte erklärte",
    pronouns="er sie",
    negations="nicht nie niemals",
    pointers="dafür damit davon darüber",
    asks="was wie wer wo wann warum ob wen wem wohin woher weshalb wieso welche welcher welches",
    openings="außerdem dennoch trotzdem zunächst schließlich im am in auch wochen kurz zudem daraufhin später",
)  # fmt: skip

_FRENCH = Written(
    sources="selon d'après",
    sources_after="",
    free="",
    bound="""a_déclaré ont_déclaré déclare a_affirmé ont_affirmé affirme affirment a_annoncé ont_annoncé a_indiqué
        ont_indiqué indique a_précisé précise a_ajouté ajoute a_dit ont_dit dit estime estiment a_estimé soutient
        soutiennent a_assuré assure prétend prétendent a_souligné souligne a_expliqué explique a_reconnu a_averti""",
    telling="",
    that="que qu'il qu'elle qu'ils qu'elles qu'un qu'une qu'aucun",
    between="également aussi ensuite",
    circumstances="""à au aux en dans lors mardi lundi mercredi jeudi vendredi samedi dimanche sur devant le la l' ce
        cette""",
    speakers="""minist présid premier gouvernement porte-parole expert analyst police tribunal juge avocat entreprise
        société agence commission comité chef directeur directrice journal quotidien magazine organisation autorité
        syndicat historien économist chercheu scientifiq procureur maire banque parti opposition""",
    papers="rapport étude sondage données chiffres estimation source enquête article recensement",
    rules="""loi traité constitution article plan saison code convention règle principe contexte tradition légende cas
        taille critère type nature région circonstance formule""",
    never="""je nous vous il elle ils elles lui leur eux moi qui que dont où ce cela ça on ne pas est sont était a ont
        avait si quand comme parce mais ou certains""",
    determiners="le la les l' un une des plusieurs deux trois",
    joins="de du des d' l' la le les et à au pour en",
    contrasts="mais alors_que tandis_que bien_que quoique",
    relatives="qui que dont où lequel laquelle lorsque quand parce car puisque si",
    agents="de du d' des",
    pronouns="il elle",
    negations="pas jamais",
    adverbs="ment",
    ends="à au en dans lors lundi mardi mercredi jeudi vendredi samedi dimanche sur devant",
)  # fmt: skip

_RUSSIAN = Written(
    sources="по_словам по_данным по_мнению по_оценке по_информации по_утверждению по_сообщению согласно_данным",
    sources_after="",
    free="",
    bound="""заявил заявила заявило заявили заявляет заявляют сообщил сообщила сообщило сообщили сообщает сообщают
        сказал сказала сказали говорит говорят утверждает утверждают утверждал утверждала отметил отметила отмечает
        подчеркнул подчеркнула добавил добавила объявил объявила объявило объявили подтвердил подтвердила пишет пишут
        считает передает передаёт рассказал рассказала объяснил объяснила уточнил уточнила""",
    telling="",
    that="что",
    between="также ранее позже затем уже неоднократно",
    circumstances="в во на после перед ранее позже также при журналистам во_время сегодня вчера по",
    speakers="""минист мид минобороны президент премьер пресс представител эксперт аналитик агентств компани глав
        правительств полици суд чиновник власт учен директор газет издани канцлер посол депутат сенатор генерал
        командующ губернатор мэр профессор историк экономист кремл банк оператор комисси ведомств спикер адвокат
        прокур секретар""",
    papers="данн отчет отчёт исследован опрос статистик оценк прогноз источник доклад перепис",
    rules="план закон договор конституц статья кодекс легенд предани традици график",
    never="""он она оно они я мы ты вы который которая которое которые которого которой которых кто что это этот эта
        эти не его ее её их им если когда хотя потому никто некоторые многие был была было были""",
    determiners="",
    joins="и в на по",
    contrasts="но однако хотя тогда_как",
    relatives="который которая которое которые которого которой которых где когда потому что если хотя",
    as_="как",
    ends="в во на после перед по",
    pronouns="он она",
    negations="не никогда",
    pointers="том тем",
)  # fmt: skip

_UKRAINIAN = Written(
    sources="за_словами за_даними на_думку за_оцінкою за_оцінками за_інформацією за_повідомленням",
    sources_after="",
    free="",
    bound="""заявив заявила заявило заявили заявляє заявляють повідомив повідомила повідомило повідомили повідомляє
        повідомляють сказав сказала сказали каже кажуть стверджує стверджують стверджував зазначив зазначила зазначає
        наголосив наголосила додав додала оголосив оголосила оголосили підтвердив підтвердила пише пишуть вважає
        розповів розповіла пояснив пояснила уточнив""",
    telling="",
    that="що",
    between="також раніше пізніше потім вже неодноразово",
    circumstances="у в на після перед раніше пізніше також при журналістам під_час сьогодні вчора по",
    speakers="""мініст мзс міноборони президент прем'єр прем’єр прес речни представни експерт аналітик агентств
        компані глав голов уряд поліці суд чиновни влад вчен директор газет видання канцлер посол депутат сенатор
        генерал командувач губернатор мер професор історик економіст кремл банк оператор комісі відомств спікер
        адвокат прокур секретар нафтогаз""",
    papers="дани звіт досліджен опитуван статистик оцін прогноз джерел доповід перепис",
    rules="план закон догов конституці статт кодекс легенд традиці графік",
    never="""він вона воно вони я ми ти ви який яка яке які якого якої яких хто що це цей ця ці не його її їх їм якщо
        коли хоча бо ніхто деякі багато був була було були""",
    determiners="",
    joins="і й та у в на з",
    contrasts="але однак проте хоча тоді_як",
    relatives="який яка яке які якого якої яких де коли бо що якщо хоча",
    as_="як",
    ends="у в на після перед по",
    pronouns="він вона",
    negations="не ніколи",
    pointers="тому тим",
)  # fmt: skip

WRITTEN: Mapping[str, Written] = MappingProxyType(
    {"en": _ENGLISH, "pl": _POLISH, "de": _GERMAN, "fr": _FRENCH, "ru": _RUSSIAN, "uk": _UKRAINIAN}
)
