"""Given names that are hardly ever family names, places or words of institutions, by where they are common.

Written by hand. They tell which part of "Piotr Żochowski" is the family name; what is not here is not known. Left out
are places (Victoria, Florence, Chester) and names by which houses and foundations are called (Carnegie, Chatham).
"""

from __future__ import annotations

from index.analysis import fold

_ENGLISH = """Aaron Abigail Adrian Aidan Alan Alastair Alex Alexandra Alice Alicia Alison Allison Amanda Amber Amelia
    Amy Andrea Andrew Andy Angela Angus Anita Anna Annabel Anne Anthony Antonia April Ashley Barbara Beatrice Ben
    Benjamin Bernard Beth Bethany Betty Beverly Bill Bob Brandon Brenda Brent Brian Bridget Bruce Bryan Byron Caitlin
    Caleb Calvin Cameron Carl Carol Caroline Carolyn Cassandra Catherine Cecilia Charlie Charlotte Cheryl Chloe Chris
    Christian Christina Christine Christopher Chuck Claire Clare Clay Colin Connor Courtney Curtis Cynthia Dale Damian
    Dan Dana Daniel Danielle Darren Dave David Dawn Deborah Debra Denise Dennis Derek Diana Diane Dominic Donald Donna
    Dorothy Doug Douglas Duane Dustin Dwight Dylan Earl Ed Eddie Edmund Edward Edwin Eileen Elaine Eleanor Elizabeth
    Ellen Ellie Emily Emma Eric Erica Erin Ernest Esther Ethan Eugene Evelyn Felicity Fiona Frances Frank Fred
    Frederick Gabriel Gareth Garrett Gary Gavin Geoffrey Gerald Geraldine Gillian Gina Glenn Graham Greg Gregory Gwen
    Hannah Harold Harriet Harry Harvey Heather Heidi Helen Henrietta Hilary Holly Howard Hugh Ian Imogen Irene Isaac
    Isabel Isabella Isobel Ivy Jack Jacob Jacqueline James Jane Janet Janice Jared Jasmine Jason Jasper Jean Jeff
    Jeffery Jeffrey Jenna Jennifer Jeremy Jerome Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Jodie Joe Joel
    John Johnathan Jonathan Joseph Josephine Josh Joshua Joyce Judith Judy Julia Julian Julie Juliet June Justin Karen
    Kate Katelyn Katherine Kathleen Kathryn Katie Keith Kelly Ken Kenneth Kevin Kieran Kimberly Kirsten Kristen
    Kristin Kristy Kyle Larry Laura Lauren Lawrence Leah Leo Leonard Leslie Liam Lillian Linda Lindsay Lisa Liz Lois
    Lori Lorraine Louise Lucy Luke Lydia Lynn Madeleine Madeline Maeve Malcolm Marcus Margaret Margot Marian Marianne
    Marie Marilyn Marjorie Mark Martha Mary Mason Matt Matthew Maureen Maxine Megan Melanie Melinda Melissa Meredith
    Michael Michelle Mike Miranda Miriam Mitchell Molly Monica Nancy Naomi Natalie Natasha Nathan Nathaniel Neil
    Nicholas Nick Nicola Nicole Nigel Noah Nora Oliver Olivia Oscar Pamela Pat Patricia Patrick Paul Paula Pauline
    Penelope Pete Peter Philip Phillip Phoebe Phyllis Priscilla Rachel Ralph Ray Raymond Rebecca Rhonda Rhys Richard
    Rick Ricky Rob Robert Roberta Robin Rodney Roger Roland Ron Ronald Ronnie Rory Rosalind Rosemary Roy Russ Ruth
    Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Sean Seth Shane Sharon Shawn Sheila Shelley Sherry Sheryl Shirley
    Sonia Sophia Sophie Stacey Stan Stella Stephanie Stephen Steve Steven Stuart Susan Susanna Susannah Suzanne Sylvia
    Tamara Tania Tanya Tara Ted Terence Teresa Terry Theodore Theresa Tim Timothy Tina Toby Todd Tom Tony Tracey Tracy
    Travis Trevor Troy Tyler Una Ursula Valerie Vanessa Vera Veronica Vincent Vivian Vivien Walter Wayne Wendy Wes
    Will William Yvonne Zach Zachary Zoe"""

_POLISH = """Adam Adela Adrianna Agata Agnieszka Aleksander Aleksandra Alicja Aneta Andrzej Anastazja Anita Aniela
    Antoni Antonina Arkadiusz Artur Balbina Barbara Bartłomiej Bartosz Beata Bernadeta Bogdan Bogna Bogumił Bogusław
    Bogusława Bohdan Bolesław Bożena Bronisław Cecylia Celina Cezary Czesław Czesława Damian Danuta Daria Dariusz
    Dawid Dominik Dominika Dorota Edyta Eliza Elżbieta Emilia Eryk Eugeniusz Eugenia Ewa Ewelina Feliks Filip
    Franciszek Gabriela Grażyna Grzegorz Halina Hanna Helena Henryk Hubert Ignacy Igor Ilona Iga Ireneusz Irena Iwona
    Iza Izabela Izabella Jacek Jadwiga Jakub Jan Janina Janusz Jarosław Jerzy Joanna Jolanta Józef Józefa Julianna
    Justyna Kacper Kaja Kalina Kamil Kamila Karina Karol Karolina Katarzyna Kazimierz Kazimiera Kinga Klaudia Konrad
    Kornelia Krystian Krystyna Krzysztof Ksawery Lech Lena Leokadia Leszek Lidia Liliana Lucjan Lucyna Ludmiła Ludwik
    Łucja Łukasz Maciej Magda Magdalena Maja Małgorzata Marcel Marcelina Marcin Marek Maria Mariola Mariusz Marlena
    Marta Martyna Maryla Mateusz Matylda Melania Michał Michalina Mieczysław Mikołaj Milena Miłosz Mirosław Mirosława
    Monika Natalia Nikodem Nina Olaf Olga Oliwia Oskar Patrycja Patryk Paulina Paweł Piotr Przemysław Radosław Rafał
    Regina Remigiusz Renata Robert Roksana Roman Romuald Róża Rozalia Ryszard Ryszarda Sabina Sebastian Seweryn
    Sławomir Sonia Stanisław Stanisława Stefania Sylwester Sylwia Szczepan Szymon Tadeusz Teresa Tomasz Tymon
    Tymoteusz Urszula Wacław Waldemar Wanda Weronika Wiesław Wiesława Wiktor Wiktoria Wincenty Wioletta Witold
    Władysław Włodzimierz Wojciech Zbigniew Zdzisław Zenon Ziemowit Zofia Zuzanna Zygmunt Żaneta"""

_GERMAN = """Achim Adelheid Alfons Almut Alwin Andreas Anja Anke Annegret Anneliese Annette Ansgar Antje Armin Arne
    Astrid Axel Bärbel Bastian Benedikt Bernd Bernhard Bettina Birgit Björn Bodo Brigitte Britta Burkhard Carsten
    Christa Christel Christiane Christoph Claudia Clemens Cornelia Dagmar Detlef Dieter Dietmar Dietrich Dirk Doris
    Eberhard Eckart Eckhard Edeltraud Egon Elfriede Elke Elsbeth Erhard Erika Erwin Felix Florian Frauke Friedhelm
    Friederike Friedrich Frieda Fritz Gabriele Gerd Gerhard Gerlinde Gerrit Gertrud Gesine Gisela Götz Gottfried
    Gregor Gudrun Guido Günter Günther Hannelore Hannes Hans Harald Hartmut Heike Heiko Heiner Heinrich Heinz Helga
    Helge Helmut Henning Henrike Heribert Herta Hildegard Holger Horst Ilse Imke Ina Ines Inga Inge Ingeborg Ingo
    Ingrid Irmgard Isolde Jana Jens Joachim Jochen Johann Johanna Johannes Jörg Jörn Jürgen Jutta Kai Karin Karla
    Karlheinz Karsten Käthe Katharina Kathrin Katja Katrin Kerstin Klaus Knut Konstantin Kristina Kurt Lars Leonie
    Liesel Lieselotte Lothar Lotte Ludger Lutz Manfred Manuela Margarete Margit Marlies Marlene Martina Mathias
    Matthias Maximilian Mechthild Moritz Nadine Nadja Niels Niklas Norbert Olaf Ortrud Otto Petra Rainer Reiner
    Reinhard Reinhold Renate Rüdiger Rudolf Sabine Sandra Saskia Siegfried Sigrid Silke Silvia Simone Sönke Stefan
    Stefanie Steffen Susanne Sven Svenja Swantje Tanja Theodor Theresia Thilo Thorsten Till Tilman Tobias Torben
    Torsten Traute Udo Ulf Ulrich Ulrike Ursula Ute Uwe Veronika Viktor Viola Volker Volkmar Waltraud Wiebke Wilfried
    Wilhelm Willi Winfried Wolf Wolfgang Wolfram"""

_ROMANCE = """Adèle Agnès Alain Albane Alexandre Alexis Amélie Anaïs Angélique Antoine Arnaud Aude Audrey Aurélie
    Aurélien Baptiste Bastien Bénédicte Benoît Bérénice Bertrand Brigitte Bruno Camille Cécile Cédric Céline Chantal
    Christelle Christophe Claire Clémence Corinne Cyril Damien Danièle Delphine Didier Dominique Édouard Élise Élodie
    Émilie Emmanuel Emmanuelle Éric Estelle Étienne Eugénie Fabien Fabienne Fabrice Florent Florian Francine François
    Françoise Frédéric Frédérique Gaël Gaëlle Geneviève Gérard Ghislaine Gilles Grégoire Guillaume Guy Hélène Hervé
    Hortense Hugo Hugues Isabelle Jacques Jean-Claude Jean-François Jean-Louis Jean-Luc Jean-Marie Jean-Michel
    Jean-Paul Jean-Pierre Jérémie Jérôme Jocelyne Joël Joëlle Julien Juliette Justine Laetitia Laurence Laurent Léa
    Lionel Loïc Luc Lucie Ludovic Lucien Maëlle Manon Marc Marc-Antoine Marguerite Marie Marie-Claire Marie-Christine
    Marielle Marine Marion Mathieu Mathilde Maxime Mélanie Michèle Mireille Monique Muriel Myriam Nadège Nathalie
    Nicolas Noémie Odile Olivier Océane Pascal Pascale Patrice Philippe Pierre Pierre-Yves Quentin Raphaël Raphaëlle
    Régis Rémi Rémy Robin Sabrina Sandrine Sébastien Séverine Solène Sophie Stéphane Stéphanie Sylvain Sylvie Tanguy
    Théo Thierry Thibault Valentin Valérie Véronique Virginie Viviane Xavier Yann Yannick Yves Alba Alberto Alejandra
    Alejandro Álvaro Amparo Ana Andrés Ángel Ángela Antonio Aurora Beatriz Begoña Belén Benito Carlos Carlota Carmen
    Catalina Clara Concepción Consuelo Cristina Cristóbal Diego Dolores Eduardo Elena Elvira Emilio Encarnación
    Enrique Ernesto Esperanza Esteban Eva Federico Felipe Fernando Francisco Gerardo Gonzalo Graciela Guadalupe
    Guillermo Gustavo Héctor Ignacio Inés Inmaculada Íñigo Irene Isidro Jaime Javier Jesús Joaquín Jorge José Juan
    Juana Julio Laura Leonor Leticia Lorena Lourdes Lucía Luis Luisa Magdalena Manuel Manuela Marcelo Marcos Margarita
    María Mariana Mariano Mario Marisol Marta Martín Mercedes Miguel Milagros Mónica Montserrat Natividad Nicolás
    Nieves Noelia Nuria Olga Óscar Pablo Paloma Patricio Paz Pedro Pilar Rafael Raquel Raúl Ricardo Roberto Rocío
    Rodrigo Rosa Rosario Salvador Santiago Sergio Sofía Soledad Susana Teresa Tomás Verónica Vicente Víctor Yolanda
    Afonso Anabela Armando Artur Diogo Fátima Gonçalo Graça Guilherme Henrique Helena João Joana Joaquim Leonardo Luís
    Madalena Mafalda Margarida Nuno Paulo Renato Rita Rui Sílvia Tiago Vasco Alessandra Alessandro Alessia Andrea
    Angelo Anna Antonella Arianna Beatrice Benedetta Bianca Camilla Carla Carlo Carlotta Caterina Cesare Chiara
    Claudio Cristiano Daniela Daniele Davide Debora Donatella Edoardo Eleonora Elisa Elisabetta Emanuele Emanuela
    Enrica Enrico Enzo Ettore Fabio Fabrizio Federica Filippo Fiorella Flavia Flavio Francesca Francesco Franco
    Gabriella Gaetano Gianfranco Gianluca Gianni Giacomo Giancarlo Ginevra Giorgia Giorgio Giovanna Giovanni Giulia
    Giuliana Giulio Giuseppe Giuseppina Graziella Ilaria Ivana Lidia Loredana Lorenza Lorenzo Luca Luciana Luciano
    Lucia Ludovica Luigi Maddalena Mara Marcello Marco Margherita Mariangela Maristella Marina Martina Massimo Matilde
    Matteo Mattia Maurizio Mauro Michela Michele Mirella Monica Nadia Nicola Nicoletta Nicolò Ornella Paola Paolo
    Patrizia Piero Pietro Pierluigi Raffaella Raffaele Renata Renzo Riccardo Roberta Rosanna Rossella Salvatore Sandra
    Sara Serena Silvana Silvia Silvio Simona Simone Stefania Stefano Tiziana Tommaso Umberto Valentina Valeria Valerio
    Vincenzo Vito Vittorio Viviana Adina Alexandru Alina Anca Andreea Bogdan Călin Cătălin Cătălina Cezar Ciprian
    Claudiu Corina Corneliu Cosmin Cristian Doina Dorin Dragoș Dumitru Emil Florentina Florin Gabriela Gheorghe Ileana
    Ioan Ioana Ionuț Ion Irina Iulia Iulian Laurențiu Liviu Luminița Mădălina Marius Mihaela Mihai Mircea Nicoleta
    Nicolae Oana Octavian Ovidiu Petru Radu Răzvan Raluca Rodica Roxana Ruxandra Sorin Ștefan Teodora Traian Tudor
    Vasile Veronica Viorel Vlad"""

_OTHERS = """Anneke Annelies Arjan Bart Bas Cees Coen Cor Daan Diederik Dirk Eelco Els Erik Ernst Esmee Femke Floris
    Frank Frans Gerben Gerrit Geert Gijs Hanneke Harm Hendrik Herman Ineke Jaap Jacco Jacob Jan-Willem Jelle Jeroen
    Jesse Joke Joop Joost Joris Jos Jurgen Kees Klaas Koen Laurens Leen Liesbeth Lieke Luuk Maarten Machiel Marieke
    Marijke Marijn Marit Marjan Marleen Martijn Menno Michiel Mieke Nienke Niels Pieter Pim Remco Renske Reinier Rik
    Rob Roel Ruben Ruud Sander Sanne Siebe Sjoerd Stijn Teun Thijs Tineke Tjalling Willem Wim Wouter Wout Yvette Alena
    Aleš Alois Anežka Antonín Barbora Blanka Bohumil Bohumila Boris Božena Břetislav Dagmar Dana Danuše Daniela Denisa
    Dušan Eliška Eva Filip Františka František Hana Helena Hynek Irena Iva Ivana Ivan Ivo Jakub Jan Jana Jarmila
    Jaromír Jaroslav Jaroslava Jindřich Jiří Jiřina Jitka Josef Kamila Karel Kateřina Klára Kristýna Květa Ladislav
    Lenka Libor Libuše Lubomír Lubor Luboš Lucie Luděk Lukáš Marek Marcela Markéta Matěj Martina Matouš Michal
    Michaela Milada Milan Milena Miloslav Miloš Miroslav Miroslava Monika Naděžda Oldřich Ondřej Otakar Pavel Pavla
    Pavlína Petr Petra Přemysl Radek Radim Radka Radko Radovan René Richard Romana Rostislav Rudolf Růžena Šárka
    Simona Soňa Stanislav Stanislava Svatopluk Svatava Štefan Štěpán Štěpánka Tereza Tomáš Václav Vendula Věra
    Veronika Viktor Vítězslav Vladimír Vladislav Vlasta Vlastimil Vojtěch Zbyněk Zdeněk Zdenka Zdeňka Zuzana Žaneta
    Ľubica Ľubomír Ľuboš Jozef Juraj Katarína Mária Matúš Peter Agneta Åsa Åke Anders Anette Ann-Marie Annika Arne
    Arvid Asbjørn Aksel Astrid Bengt Berit Birger Birgitta Birgitte Bjarne Bjørn Bo Börje Cecilie Dag Ebba Eirik Elin
    Elina Elisabet Elsa Emelie Erling Espen Eva-Lena Fredrik Frida Geir Gerd Göran Grete Gudmund Gunilla Gunnar Gustaf
    Gustav Håkan Halvard Hanne Hannu Harald Hedda Heidi Henrik Hilde Hjalmar Inger Ingvar Ingvild Ivar Jesper Johan
    Jonas Jørgen Jørn Kåre Karl Karsten Kari Kerstin Ketil Kirsti Kjell Knud Kristian Kristoffer Lasse Leif Lene
    Linnea Lisbeth Liv Magne Magnus Maja Malin Mats Mette Mikael Mikkel Mogens Morten Nils Odd Ola Olav Ole Øystein
    Øyvind Per Pernilla Pia Pål Ragnar Ragnhild Randi Rasmus Rikard Rune Sigurd Signe Siri Sissel Søren Solveig
    Staffan Stig Stina Svein Sverre Synne Terje Thor Thorbjørn Tore Torill Tor Torgeir Tove Trond Trygve Ulla Ulrika
    Unni Vegard Vidar Viggo Aino Aleksi Antti Ari Arto Eeva Eino Esa Essi Hanna Harri Heikki Helmi Henna Ilkka Ilmari
    Jaakko Jani Janne Jari Jorma Jouko Juha Juhani Jukka Jussi Kaarina Kaisa Kalle Katariina Katri Kirsi Kyösti Lauri
    Leena Maarit Markku Marjatta Marja Marjo Marko Markus Matti Merja Mika Mikko Mirja Niina Olli Outi Paavo Päivi
    Pekka Pentti Petri Pirjo Raija Raimo Reijo Riikka Riitta Risto Saara Sakari Samuli Sanna Sari Satu Seija Seppo
    Sini Sirpa Suvi Taina Tapio Tarja Teemu Terhi Tero Tiina Timo Toivo Tuija Tuomas Tuula Urho Väinö Veera Veikko
    Veli Vesa Ville Aivars Andris Anete Anita Arnis Artis Baiba Daiga Dainis Dzintra Edgars Egils Elīna Evita Gatis
    Gints Guntars Guntis Ilze Imants Inese Inga Ināra Ivars Jānis Juris Kaspars Krišjānis Kristaps Lauma Laima Līga
    Māra Māris Mārtiņš Normunds Oskars Pēteris Raimonds Rihards Sandra Solvita Toms Uldis Valdis Vija Viesturs Zane
    Agnė Algirdas Andrius Antanas Arūnas Aušra Birutė Dainius Dalia Darius Edita Eglė Gediminas Giedrius Gintaras
    Gitanas Jolanta Jurgita Justinas Kęstutis Laimdota Laurynas Linas Mantas Margarita Marius Mindaugas Nerijus
    Povilas Rasa Rimantas Rūta Saulius Šarūnas Simonas Tadas Tomas Valdas Vaida Vilija Vytautas Vytenis Žygimantas
    Aivar Andres Andrus Anu Eerik Eiki Erki Indrek Jaan Jüri Kadri Kaja Kaire Katrin Kersti Kristjan Külli Leelo
    Lennart Liis Madis Marju Mart Merike Mihkel Piret Priit Rait Sven Taavi Tarmo Tiit Toomas Triin Ülle Urmas Urve
    Ahmad Ahmed Aisha Ali Amina Amir Amira Anwar Aziz Fadi Farid Farida Fatima Habib Hamid Hassan Hussein Ibrahim Imad
    Jamal Jamila Kareem Karim Khaled Khalid Khalil Laila Layla Leila Mahmoud Mahmud Maryam Mohamed Mohammad Mohammed
    Muhammad Mustafa Nabil Nadia Nasser Nour Omar Osama Rami Rania Rashid Said Salim Salma Samir Samira Tarek Tariq
    Walid Yasmin Youssef Yusuf Zahra Zainab Abdullah Ahmet Arzu Aslı Ayşe Aydın Ayhan Barış Berk Burak Büşra Cem Cemal
    Cihan Deniz Derya Ebru Elif Emine Emre Erdal Erdoğan Esra Fatih Fatma Ferhat Gamze Gökhan Gül Gülay Hakan Halil
    Hande Hasan Hatice Hülya Hüseyin İbrahim İlhan İsmail Kemal Kerem Levent Mehmet Melek Merve Mesut Metin Murat
    Necdet Nermin Nihat Nilüfer Nuri Oğuz Oktay Ömer Onur Orhan Osman Özge Özgür Ramazan Recep Selim Selin Serkan
    Sevgi Sibel Sinan Soner Süleyman Şule Tolga Tuncay Tülay Ufuk Umut Volkan Yasemin Yavuz Yılmaz Zeynep"""

_RUSSIAN = """Aleksandr Aleksei Aleksey Aleksandra Alexander Alexandr Alexei Alexey Alina Alla Alyona Anastasia
    Anastasiya Anatoly Anatoli Andrei Andrey Anton Antonina Arkady Artem Artyom Boris Daria Darya Denis Dmitri Dmitriy
    Dmitry Ekaterina Elena Elizaveta Evgenia Evgeni Evgeniy Evgeny Fyodor Fedor Galina Gennady Georgiy Georgy Gleb
    Grigory Igor Ilya Inna Innokenty Irina Ivan Julia Kira Kirill Konstantin Ksenia Larisa Leonid Lev Lidia Lilia
    Liubov Lyubov Lyudmila Maksim Margarita Maria Marina Mariya Maxim Mikhail Nadezhda Natalia Natalya Nikita Nikolai
    Nikolay Nina Oksana Oleg Olga Pavel Polina Pyotr Raisa Roman Rostislav Ruslan Semyon Sergei Sergey Sofia Stanislav
    Svetlana Taisia Tamara Tatiana Tatyana Timofei Timur Vadim Valentina Valeri Valeria Valery Varvara Vasily Vera
    Viacheslav Viktor Viktoria Vitaly Vladimir Vladislav Vsevolod Vyacheslav Yakov Yana Yaroslav Yegor Yekaterina
    Yelena Yevgeny Yulia Yuri Yury Zinaida Anatolii Andrii Andriy Bohdan Borys Dmytro Fedir Halyna Hanna Hryhorii Ihor
    Illia Iryna Ivanna Khrystyna Kateryna Kostiantyn Kyrylo Larysa Lesia Liliia Liubomyr Liudmyla Maksym Mariia Marta
    Maryna Mykhailo Mykola Myroslav Myroslava Nataliia Nazar Oleh Oleksandr Oleksandra Oleksii Olena Olha Orest Ostap
    Petro Roksolana Rostyslav Serhii Serhiy Solomiia Sofiia Stepan Svitlana Taras Tetiana Vadym Valentyn Valentyna
    Vasyl Viktoriia Vitalii Vitaliy Volodymyr Yaroslava Yevhen Yevheniia Yurii Yuriy Zoriana Aliaksandr Aliaksei
    Dzmitry Ihar Kanstantsin Maryia Mikalai Natallia Siarhei Sviatlana Tatsiana Uladzimir Viktar Volha Александр
    Александра Алексей Алина Алла Анастасия Анатолий Андрей Анна Антон Антонина Аркадий Артём Артем Борис Вадим
    Валентин Валентина Валерий Валерия Варвара Василий Вера Вероника Виктор Виктория Виталий Владимир Владислав
    Всеволод Вячеслав Галина Геннадий Георгий Глеб Григорий Дарья Денис Дмитрий Евгений Евгения Егор Екатерина Елена
    Елизавета Жанна Зинаида Зоя Иван Игорь Илья Инна Иннокентий Ирина Кирилл Константин Ксения Лариса Лев Леонид Лидия
    Лилия Любовь Людмила Максим Маргарита Марина Мария Михаил Надежда Наталья Наталия Никита Николай Нина Оксана Олег
    Ольга Павел Пётр Петр Полина Раиса Роман Ростислав Руслан Светлана Семён Семен Сергей Софья София Станислав Степан
    Таисия Тамара Тарас Татьяна Тимофей Тимур Фёдор Федор Эдуард Эльвира Юлия Юрий Яков Яна Ярослав Анатолій Андрій
    Богдан Василь Віктор Вікторія Віталій Володимир Ганна Григорій Дмитро Євген Євгенія Ігор Ілля Ірина Катерина
    Кирило Костянтин Леся Лідія Марта Марія Микола Мирослав Михайло Назар Наталія Олександр Олександра Олексій Олена
    Орест Остап Петро Світлана Сергій Соломія Тетяна Христина Юлія Юрій Ярослава"""

_SOUTH_SLAVIC = """Aleksandar Ana Andrej Anja Ante Biljana Blaž Boban Bojan Bojana Boris Branko Branka Dalibor Danijel
    Danijela Darko Dejan Dragan Dragana Dražen Dubravka Dunja Đorđe Goran Gordana Hrvoje Igor Ilija Ivana Ivica
    Jasmina Jasna Jelena Jovan Jovana Katarina Krešimir Ksenija Lazar Luka Maja Marija Marina Marko Mateja Matej
    Matija Milan Milica Miljenko Milorad Miloš Mirjana Miroslav Mladen Nada Nataša Nebojša Nenad Nevena Nikola Novak
    Ognjen Petar Predrag Radmila Ranko Ratko Saša Sanja Siniša Slavica Slavko Slobodan Snežana Sonja Srđan Stjepan
    Suzana Svetlana Tatjana Tihomir Tomislav Uroš Vesna Vladan Vladimir Vlatko Vojislav Vuk Zdravko Željko Željka
    Zoran Zorica Zvonimir Živko Asen Biser Boyan Bozhidar Desislava Dimitar Dimitrina Emil Georgi Hristo Ilian Ivaylo
    Kalina Krasimir Lyudmil Lyubomir Mariyana Mihail Nikolay Ognyan Petya Plamen Radoslav Rosen Rumen Rumyana Silvia
    Simeon Stanimir Stoyan Todor Tsvetan Tsvetelina Vasil Veselin Yordan Yordanka Alexandros Anastasios Andreas
    Antonis Apostolos Aristotelis Athanasios Charalampos Christos Despina Dimitra Dimitris Dimitrios Eftychia Eirini
    Eleftherios Eleni Evangelos Fotini Georgios Giannis Giorgos Grigoris Ioanna Ioannis Katerina Konstantina
    Konstantinos Kostas Kyriakos Loukas Manolis Maria Michalis Nikolaos Nikos Panagiotis Panos Paraskevi Pavlos Petros
    Sofia Sotiria Spyridon Spyros Stavros Stelios Thanasis Theodora Theodoros Vasiliki Vasilis Vassilis Yannis"""

#: As common as family names: they tell a given name only where no other word of the name does.
_ALSO_FAMILY = """Alexander Arnold Arthur Charles Craig Duncan Elliot Elliott Ernst Franz George Gordon Grant Henry
    Herbert Hermann Leon Lewis Louis Ludwig Martin Max Morgan Neville Norman Owen Ross Russell Scott Simon Stanley
    Stefan Stewart Thomas Warren Werner"""

#: In Hungary the family name stands first.
_HUNGARIAN = """Ágnes Ákos Aladár Anikó András Andrea Antal Árpád Attila Balázs Bálint Barna Béla Bence Csaba Csilla
    Dániel Dávid Dénes Dezső Dóra Edit Emese Endre Enikő Erika Ernő Erzsébet Eszter Etelka Ferenc Frigyes Gábor Géza
    Gergely Gergő Györgyi György Gyula Ildikó Ilona Imre István Iván János Jenő Judit Júlia Kálmán Katalin Kinga
    Kornél Krisztián Krisztina Lajos László Levente Lilla Margit Márta Márton Máté Mátyás Mihály Miklós Mónika Nándor
    Nikolett Nóra Norbert Ödön Orsolya Ottó Pál Péter Petra Réka Rezső Róbert Rózsa Sándor Sára Szabolcs Szilvia Tamás
    Tibor Tímea Tünde Vilmos Viktor Viktória Zoltán Zsófia Zsolt Zsuzsanna Zsuzsa"""


def _folded(names: str) -> frozenset[str]:
    return frozenset(map(fold, names.split()))


#: Folded, as ``index.analysis`` folds words.
HUNGARIAN = _folded(_HUNGARIAN)
GIVEN_NAMES = frozenset.union(
    HUNGARIAN, *map(_folded, (_ENGLISH, _POLISH, _GERMAN, _ROMANCE, _OTHERS, _RUSSIAN, _SOUTH_SLAVIC))
)
ALSO_FAMILY = _folded(_ALSO_FAMILY) - GIVEN_NAMES
