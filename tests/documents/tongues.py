"""A text about the sea and the towns beside it in the languages of Europe, to tell code pages and languages by."""

#: By ISO 639-1 code. Each uses most letters that its language has outside ASCII, in ordinary words.
TONGUES = {
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i"
    " sumieniem i powinni postępować wobec innych w duchu braterstwa. Każda osoba ma prawo do życia, wolności i"
    " bezpieczeństwa. Nad morzem leżą miasta, w których żyją rybacy; łodzie wypływają o świcie, a wieczorem "
    "wracają z połowem. Źródła podają, że ćwierć mieszkańców pracuje w porcie. Dzień jest tam krótki, noc zaś "
    "długa.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt"
    " und sollen einander im Geiste der Brüderlichkeit begegnen. Am Meer liegen die Städte, in denen Fischer "
    "leben; die Boote laufen früh aus und kehren erst spät zurück. Das Öl für die Lampen kam über die Straße "
    "aus dem Süden. Wer größer baute, zahlte mehr; die übrigen hörten zu und schwiegen. Für Ärzte war es ein "
    "schöner Ort.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de "
    "conscience et doivent agir les uns envers les autres dans un esprit de fraternité. Au bord de la mer, là "
    "où vivent les pêcheurs, les bateaux partent très tôt et ne reviennent qu’à la nuit. Le goût du sel est "
    "partout ; même le blé en garde la trace. Ça n’étonne personne : c’est ainsi depuis des siècles, où que "
    "l’on aille. Où est l’hôtel ?",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y "
    "conciencia, deben comportarse fraternalmente los unos con los otros. A la orilla del mar están los pueblos"
    " donde viven los pescadores; los barcos salen muy temprano y no vuelven hasta la noche. El año pasado "
    "llovió más que nunca. ¿Quién lo sabía? Según la compañía, el pingüino llegó después. ¡Qué mañana tan fría!",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di "
    "coscienza e devono agire gli uni verso gli altri in spirito di fratellanza. Le città sul mare, dove vivono"
    " i pescatori, si svegliano presto; le barche tornano la sera. Perché è così? Nessuno lo sa più. Però la "
    "libertà e la verità si difendono ogni lunedì, e ciò che accadrà domani si saprà poi. Così andò per l’età "
    "più lunga.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de "
    "consciência, devem agir uns para com os outros em espírito de fraternidade. À beira do mar ficam as "
    "povoações onde vivem os pescadores; os barcos saem muito cedo e só voltam à noite. Não há ninguém que não "
    "saiba disso. A canção fala de três irmãos e do avô, que também era pescador. Amanhã não choverá; as "
    "previsões são boas.",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en "
    "geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen. Aan zee liggen de "
    "steden van de vissers; de boten varen vroeg uit en komen laat terug. België heeft één kust, Italië vele. "
    "De coördinatie van de reünie was in handen van drie commissies, één per provincie, en de financiën waren "
    "op orde.",
    "cs": "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají"
    " spolu jednat v duchu bratrství. U moře leží města, ve kterých žijí rybáři; lodě vyplouvají za úsvitu a "
    "večer se vracejí. Příliš žluťoučký kůň úpěl ďábelské ódy. Každý člověk má právo na život, svobodu a osobní"
    " bezpečnost. Něco se změnilo: přístav je větší, lidí méně. Šťastný, kdo tu zůstal.",
    "sk": "Všetci ľudia sa rodia slobodní a sebe rovní, čo sa týka ich dôstojnosti a práv. Sú obdarení rozumom a majú"
    " navzájom jednať v bratskom duchu. Pri mori ležia mestá, v ktorých žijú rybári; lode vyplávajú za úsvitu a"
    " večer sa vracajú. Každý má právo na život, slobodu a bezpečnosť. Kôň, mäso, vŕba, ťava a ďateľ sú slová, "
    "ktoré každý pozná. Niečo sa zmenilo: prístav je väčší, ľudí je menej.",
    "hu": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel és "
    "lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy viseltessenek. A tenger mellett "
    "városok állnak, ahol halászok élnek; a hajók korán indulnak és későn térnek vissza. Az idő hűvös, a szél "
    "erős, de senki sem fél tőle. Árvíztűrő tükörfúrógép. Nagyobb lett a kikötő, és kevesebb az ember, mint "
    "régen volt.",
    "ro": "Toate fiinţele umane se nasc libere şi egale în demnitate şi în drepturi. Ele sunt înzestrate cu raţiune "
    "şi conştiinţă şi trebuie să se comporte unele faţă de altele în spiritul fraternităţii. La mare se află "
    "oraşele în care trăiesc pescarii; bărcile pleacă devreme şi se întorc seara. Când vântul bate, nimeni nu "
    "pleacă în larg. Portul este mai mare, iar oamenii sunt mai puţini decât înainte.",
    "hr": "Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima. Ona su obdarena razumom i sviješću"
    " i trebaju jedno prema drugome postupati u duhu bratstva. Uz more leže gradovi u kojima žive ribari; "
    "brodovi isplovljavaju u zoru, a navečer se vraćaju. Nitko ne zna što će biti sutra, ali će kiša možda "
    "prestati. Luka je veća, a ljudi je manje nego što ih je bilo. Đak čita, učitelj šuti.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med förnuft och samvete och"
    " bör handla gentemot varandra i en anda av broderskap. Vid havet ligger städerna där fiskarna bor; båtarna"
    " går ut tidigt och kommer hem sent. När det blåser på hösten stannar alla hemma. Hamnen är större, och "
    "människorna är färre än de var förr. Öarna ligger långt bort, och ålen är på väg. En idé som få förstår.",
    "da": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med fornuft og "
    "samvittighed, og de bør handle mod hverandre i en broderskabets ånd. Ved havet ligger byerne, hvor "
    "fiskerne bor; bådene sejler ud tidligt og kommer sent hjem. Når det blæser, bliver alle hjemme. Havnen er "
    "større, og der er færre mennesker, end der var før. Øerne ligger langt ude, og på vejen ser man ænder og "
    "ål.",
    "is": "Hver maður er borinn frjáls og jafn öðrum að virðingu og réttindum. Menn eru gæddir vitsmunum og samvisku,"
    " og ber þeim að breyta bróðurlega hverjum við annan. Við sjóinn standa bæir þar sem sjómenn búa; bátarnir "
    "fara snemma út og koma seint heim. Þegar hvasst er fer enginn á sjó. Höfnin er stærri en fólkið er færra "
    "en það var áður. Þetta vita allir, og enginn segir neitt við því.",
    "et": "Kõik inimesed sünnivad vabadena ja võrdsetena oma väärikuselt ja õigustelt. Neile on antud mõistus ja "
    "südametunnistus ja nende suhtumist üksteisesse peab kandma vendluse vaim. Mere ääres on linnad, kus elavad"
    " kalurid; paadid lähevad varakult välja ja tulevad hilja tagasi. Kui tuul puhub, jäävad kõik koju. Sadam "
    "on suurem ja inimesi on vähem kui varem. Öö on pikk ja päev lühike. Žurnaalid ja šokolaad on kallid.",
    "lv": "Visi cilvēki piedzimst brīvi un vienlīdzīgi savā pašcieņā un tiesībās. Viņi ir apveltīti ar saprātu un "
    "sirdsapziņu, un viņiem jāizturas citam pret citu brālības garā. Pie jūras atrodas pilsētas, kurās dzīvo "
    "zvejnieki; laivas iziet agri un atgriežas vēlu. Kad pūš vējš, visi paliek mājās. Osta ir lielāka, bet "
    "cilvēku ir mazāk nekā agrāk. Ģimenes dzīvo šaurās ielās, kuras ķēdē savieno tirgus; ļaudis čakli strādā, "
    "un žēl viņu.",
    "lt": "Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas ir sąžinė ir jie turi "
    "elgtis vienas kito atžvilgiu kaip broliai. Prie jūros yra miestai, kuriuose gyvena žvejai; laivai "
    "išplaukia anksti ir grįžta vėlai. Kai pučia vėjas, visi lieka namuose. Uostas yra didesnis, o žmonių yra "
    "mažiau negu anksčiau. Ąžuolas auga prie kelio, čia pat ir mūsų mokykla. Kiekvienas turi teisę į gyvybę, "
    "laisvę ir asmens saugumą.",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve "
    "birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler. Deniz kıyısında balıkçıların yaşadığı "
    "şehirler vardır; tekneler erken çıkar ve geç döner. Rüzgâr estiği zaman herkes evde kalır. Liman daha "
    "büyük, ama insanlar eskiden olduğundan daha az. İstanbul’da kış uzun, gün kısadır; çocuklar öğle vakti "
    "okuldan çıkıyor. Şimdi ne olacağını kimse bilmiyor.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με "
    "λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης. Δίπλα στη θάλασσα"
    " βρίσκονται οι πόλεις όπου ζουν οι ψαράδες· τα πλοία φεύγουν νωρίς και γυρίζουν αργά. Όταν φυσάει ο "
    "άνεμος, όλοι μένουν στο σπίτι. Το λιμάνι είναι μεγαλύτερο, αλλά οι άνθρωποι είναι λιγότεροι. Ήρθε η ώρα, "
    "και ξέρουν το γιατί.",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью и "
    "должны поступать в отношении друг друга в духе братства. У моря стоят города, в которых живут рыбаки; "
    "лодки выходят рано и возвращаются поздно. Когда дует ветер, все остаются дома. Порт стал больше, а людей "
    "меньше, чем было раньше. Что будет завтра, не знает никто; это объясняют тем, что ещё не пришёл съезд. Эхо"
    " слышно за рекой.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і "
    "повинні діяти у відношенні один до одного в дусі братерства. Біля моря стоять міста, у яких живуть "
    "рибалки; човни виходять рано і повертаються пізно. Коли дме вітер, усі залишаються вдома. Порт став "
    "більшим, а людей менше, ніж було раніше. Що буде завтра, не знає ніхто; її пояснюють тим, що ще не "
    "з’їхалися гості. Ґанок і є щось своє.",
    "bg": "Всички хора се раждат свободни и равни по достойнство и права. Те са надарени с разум и съвест и следва да"
    " се отнасят помежду си в дух на братство. Край морето има градове, в които живеят рибари; лодките излизат "
    "рано и се връщат късно. Когато духа вятър, всички остават вкъщи. Пристанището е по-голямо, но хората са "
    "по-малко, отколкото бяха преди. Какво ще бъде утре, не знае никой; това е въпрос, на който още няма "
    "отговор.",
}
