-- A library of the fourth schema, as Footnote at commit 676c2f4 wrote it with the stand-ins of tests/index/doubles.py:
-- rivers.txt added and its date corrected, an answer stored, a quotation pinned. Made by: sqlite3 library.db .dump
PRAGMA application_id = 1181708148; PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE answer(
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        turn INTEGER NOT NULL UNIQUE,
        question TEXT NOT NULL,
        verdict TEXT NOT NULL,
        quotations INTEGER NOT NULL,
        first TEXT NOT NULL, last TEXT NOT NULL,
        seal TEXT NOT NULL,
        -- JSON, compressed. Last, as the text of a document is.
        record BLOB NOT NULL
    ) STRICT;
INSERT INTO "answer" VALUES('aaaaaaaaaaaaaaaa',1,'How long is the Danube?','answered',1,'2026-11-23T07:16:10+00:00','2026-11-23T07:16:10+00:00','bc08cdb9cd3a3df1aec70c92902e8f526ac09aa4e020c518e22a70418b3ddc3c',X'789CABAE0500017500F9');
CREATE TABLE block(
        document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        page INTEGER,
        section TEXT NOT NULL,
        paragraph INTEGER,
        anchor TEXT, language TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (document, ordinal)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "block" VALUES(1,0,'title',0,13,NULL,'[]',NULL,NULL,'');
INSERT INTO "block" VALUES(1,1,'paragraph',15,54,NULL,'[]',1,'keh6sljqkg7effow','');
INSERT INTO "block" VALUES(1,2,'paragraph',56,84,NULL,'[]',2,'ebr6oktb7fjgifju','');
CREATE TABLE correction(
        digest TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (digest, field)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "correction" VALUES('b23c7aa50b29a063d88c6a1369db1343636c60fc1b53c64cb27cbec8bdc4ab1e','published','"2021-05"','2026-11-23T07:16:10+00:00');
CREATE TABLE departed(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, successor TEXT, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE derived(
        space INTEGER NOT NULL REFERENCES space(id) ON DELETE CASCADE,
        document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
        passages INTEGER NOT NULL,
        analysis INTEGER NOT NULL,
        PRIMARY KEY (space, document)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "derived" VALUES(1,1,1,5);
CREATE TABLE document(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
        source TEXT NOT NULL,
        size INTEGER NOT NULL,
        content TEXT NOT NULL,
        title TEXT NOT NULL, authors TEXT NOT NULL, published TEXT NOT NULL, publisher TEXT NOT NULL,
        series TEXT NOT NULL, topics TEXT NOT NULL, language TEXT NOT NULL, provenance TEXT NOT NULL,
        page_list TEXT NOT NULL, warnings TEXT NOT NULL,
        blocks INTEGER NOT NULL, paragraphs INTEGER NOT NULL, pages INTEGER NOT NULL,
        added TEXT NOT NULL,
        generation INTEGER NOT NULL,
        -- Last: SQLite reads past a long text to reach what stands behind it.
        text TEXT NOT NULL
    ) STRICT;
INSERT INTO "document" VALUES(1,'b23c7aa50b29a063d88c6a1369db1343636c60fc1b53c64cb27cbec8bdc4ab1e','/a/rivers.txt',84,'b039e9632f6bdd46a1e09dc73e1022663596d2ac041befc91a56ae5eb78bbae3','Rivers','[]','','','','[]','en','{"title":"first lines"}','[]','[]',3,2,0,'2026-11-23T07:16:10+00:00',1,'Title: Rivers

The Danube flows through ten countries.

The Rhine flows through six.');
CREATE TABLE dossier(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        made TEXT NOT NULL
    ) STRICT;
INSERT INTO "dossier" VALUES(1,'Water','2026-11-23T07:16:10+00:00');
CREATE TABLE failure(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL
    , version INTEGER NOT NULL DEFAULT 1, ocr INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO "migration" VALUES(1,'documents, passages, words','2026-11-23T07:16:10+00:00');
INSERT INTO "migration" VALUES(2,'how a document was read, languages of blocks, corrections','2026-11-23T07:16:10+00:00');
INSERT INTO "migration" VALUES(3,'which documents share words','2026-11-23T07:16:10+00:00');
INSERT INTO "migration" VALUES(4,'answers and dossiers','2026-11-23T07:16:10+00:00');
CREATE TABLE passage(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        space INTEGER NOT NULL,
        document INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        context TEXT NOT NULL,
        UNIQUE (space, document, ordinal),
        FOREIGN KEY (space, document) REFERENCES derived(space, document) ON DELETE CASCADE
    ) STRICT;
INSERT INTO "passage" VALUES(1,1,1,0,1,2,15,84,'Rivers');
CREATE TABLE pin(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        dossier INTEGER NOT NULL REFERENCES dossier(id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        key TEXT NOT NULL,
        document TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT REFERENCES answer(id) ON DELETE SET NULL,
        note TEXT NOT NULL,
        made TEXT NOT NULL,
        seal TEXT NOT NULL,
        citation TEXT NOT NULL,
        UNIQUE (dossier, key),
        UNIQUE (dossier, place)
    ) STRICT;
INSERT INTO "pin" VALUES(1,1,1,'k','b23c7aa50b29a063','Why?','aaaaaaaaaaaaaaaa','','2026-11-23T07:16:10+00:00','0ab9879d0cfc9ab060615bcb1abd443d47881f8fc0ef1704c2a8d56b6fc7423d','{}');
CREATE TABLE posting(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO "posting" VALUES(1,X'010000000100000000000000020000000100000000000000030000000200000000000000040000000100000000000000050000000000000001000000060000000100000000000000070000000100000000000000');
CREATE TABLE quoted(
        answer TEXT NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
        document TEXT NOT NULL,
        PRIMARY KEY (answer, document)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "quoted" VALUES('aaaaaaaaaaaaaaaa','b23c7aa50b29a063');
CREATE TABLE reading(
        document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
        media_type TEXT NOT NULL,
        -- Checksum of the media type and the document's own checksum; empty where no type is recorded.
        seal TEXT NOT NULL,
        version INTEGER NOT NULL,
        ocr INTEGER NOT NULL CHECK (ocr IN (0, 1)),
        -- In the order of addition: the row of its first reading.
        place INTEGER NOT NULL
    ) STRICT;
INSERT INTO "reading" VALUES(1,'','',2,0,1);
CREATE TABLE setting(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('generation',2);
INSERT INTO "setting" VALUES('library','e4fdfac804ad4f1ba3f9854051b260ec');
CREATE TABLE sketch(
        document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO "sketch" VALUES(1,1,X'75948757');
CREATE TABLE space(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL UNIQUE,
        dimension INTEGER NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
INSERT INTO "space" VALUES(1,'words 64 256 · passages 4',64,'2026-11-23T07:16:10+00:00');
CREATE TABLE term(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "term" VALUES(1,'en:countri');
INSERT INTO "term" VALUES(2,'en:danub');
INSERT INTO "term" VALUES(3,'en:flow');
INSERT INTO "term" VALUES(4,'en:rhine');
INSERT INTO "term" VALUES(5,'en:river');
INSERT INTO "term" VALUES(6,'en:six');
INSERT INTO "term" VALUES(7,'en:ten');
CREATE TABLE vector(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO "vector" VALUES(1,X'00000000000000000000000000000000000000000000000000000000B9330000B9370000000000005E2E00000000B9330000000000000000000000000000B933000000000000000000000000B9330000000000000000000000000000000000000000000000000000B9370000B937B93300000000000000000000000000000000');
CREATE INDEX document_source ON document(source);
CREATE INDEX block_anchor ON block(anchor) WHERE anchor IS NOT NULL;
CREATE INDEX derived_document ON derived(document);
CREATE INDEX failure_source ON failure(source);
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT raise(ABORT, 'a document is never changed'); END;
CREATE TRIGGER block_stays BEFORE UPDATE ON block BEGIN SELECT raise(ABORT, 'a block is never changed'); END;
CREATE TRIGGER passage_stays BEFORE UPDATE ON passage BEGIN SELECT raise(ABORT, 'a passage is never changed'); END;
CREATE TRIGGER vector_stays BEFORE UPDATE ON vector BEGIN SELECT raise(ABORT, 'a vector is never changed'); END;
CREATE INDEX block_language ON block(language) WHERE language <> '';
CREATE INDEX quoted_document ON quoted(document);
CREATE INDEX pin_document ON pin(document);
CREATE INDEX pin_answer ON pin(answer);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('document',1);
INSERT INTO "sqlite_sequence" VALUES('space',1);
INSERT INTO "sqlite_sequence" VALUES('passage',1);
INSERT INTO "sqlite_sequence" VALUES('term',7);
INSERT INTO "sqlite_sequence" VALUES('dossier',1);
INSERT INTO "sqlite_sequence" VALUES('pin',1);
COMMIT;
