-- A library of the third schema, as Footnote at commit f15c618 wrote it with the stand-ins of tests/index/doubles.py:
-- rivers.txt added, and another print of it, again.txt, of which the date was corrected. Made by: sqlite3 library.db .dump
PRAGMA application_id = 1181708148; PRAGMA user_version = 3;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO migration VALUES(1,'documents, passages, words','2026-11-23T03:28:13+00:00');
INSERT INTO migration VALUES(2,'how a document was read, languages of blocks, corrections','2026-11-23T03:28:13+00:00');
INSERT INTO migration VALUES(3,'which documents share words','2026-11-23T03:28:13+00:00');
CREATE TABLE setting(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('generation',3);
INSERT INTO setting VALUES('library','36875442c28a4e918d09fd21d8fab4bb');
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
INSERT INTO document VALUES(1,'b23c7aa50b29a063d88c6a1369db1343636c60fc1b53c64cb27cbec8bdc4ab1e','/a/rivers.txt',84,'b039e9632f6bdd46a1e09dc73e1022663596d2ac041befc91a56ae5eb78bbae3','Rivers','[]','','','','[]','en','{"title":"first lines"}','[]','[]',3,2,0,'2026-11-23T03:28:13+00:00',1,replace('Title: Rivers\n\nThe Danube flows through ten countries.\n\nThe Rhine flows through six.','\n',char(10)));
INSERT INTO document VALUES(2,'7c71589444f1eaace60e8d350015ec02ca32fd9169228b3e2d27536814771650','/a/again.txt',99,'97ac8944182c4e3ed275e7d8f66aa479a0ef40331478b3527f9e0555443461bd','Rivers','[]','','','','[]','en','{"title":"first lines"}','[]','[]',4,3,0,'2026-11-23T03:28:13+00:00',2,replace('Title: Rivers\n\nThe Danube flows through ten countries.\n\nThe Rhine flows through six.\n\nThe Elbe too.','\n',char(10)));
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
INSERT INTO block VALUES(1,0,'title',0,13,NULL,'[]',NULL,NULL,'');
INSERT INTO block VALUES(1,1,'paragraph',15,54,NULL,'[]',1,'keh6sljqkg7effow','');
INSERT INTO block VALUES(1,2,'paragraph',56,84,NULL,'[]',2,'ebr6oktb7fjgifju','');
INSERT INTO block VALUES(2,0,'title',0,13,NULL,'[]',NULL,NULL,'');
INSERT INTO block VALUES(2,1,'paragraph',15,54,NULL,'[]',1,'keh6sljqkg7effow','');
INSERT INTO block VALUES(2,2,'paragraph',56,84,NULL,'[]',2,'ebr6oktb7fjgifju','');
INSERT INTO block VALUES(2,3,'paragraph',86,99,NULL,'[]',3,'zwygyj5kte76rxm4','');
CREATE TABLE space(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        fingerprint TEXT NOT NULL UNIQUE,
        dimension INTEGER NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
INSERT INTO space VALUES(1,'words 64 256 · passages 4',64,'2026-11-23T03:28:13+00:00');
CREATE TABLE derived(
        space INTEGER NOT NULL REFERENCES space(id) ON DELETE CASCADE,
        document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
        passages INTEGER NOT NULL,
        analysis INTEGER NOT NULL,
        PRIMARY KEY (space, document)
    ) STRICT, WITHOUT ROWID;
INSERT INTO derived VALUES(1,1,1,5);
INSERT INTO derived VALUES(1,2,1,5);
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
INSERT INTO passage VALUES(1,1,1,0,1,2,15,84,'Rivers');
INSERT INTO passage VALUES(2,1,2,0,1,3,15,99,'Rivers');
CREATE TABLE vector(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO vector VALUES(1,X'00000000000000000000000000000000000000000000000000000000b9330000b9370000000000005e2e00000000b9330000000000000000000000000000b933000000000000000000000000b9330000000000000000000000000000000000000000000000000000b9370000b937b93300000000000000000000000000000000');
INSERT INTO vector VALUES(2,X'000000000000000000000000000000000000000000000000000000003f3200003f360000000000005e2e000000003f3200000000000000000000000000003f320000000000000000000000003f360000000000000000000000000000000000000000000000000000af3800003f363f32000000003f3200000000000000000000');
CREATE TABLE term(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO term VALUES(1,'en:countri');
INSERT INTO term VALUES(2,'en:danub');
INSERT INTO term VALUES(3,'en:flow');
INSERT INTO term VALUES(4,'en:rhine');
INSERT INTO term VALUES(5,'en:river');
INSERT INTO term VALUES(6,'en:six');
INSERT INTO term VALUES(7,'en:ten');
INSERT INTO term VALUES(10,'en:elb');
INSERT INTO term VALUES(16,'en:too');
CREATE TABLE posting(
        passage INTEGER PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO posting VALUES(1,X'010000000100000000000000020000000100000000000000030000000200000000000000040000000100000000000000050000000000000001000000060000000100000000000000070000000100000000000000');
INSERT INTO posting VALUES(2,X'0100000001000000000000000200000001000000000000000300000002000000000000000400000001000000000000000500000000000000010000000600000001000000000000000700000001000000000000000a0000000100000000000000100000000100000000000000');
CREATE TABLE failure(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL
    , version INTEGER NOT NULL DEFAULT 1, ocr INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE departed(
        digest TEXT PRIMARY KEY,
        source TEXT NOT NULL, successor TEXT, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
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
INSERT INTO reading VALUES(1,'','',2,0,1);
INSERT INTO reading VALUES(2,'','',2,0,2);
CREATE TABLE correction(
        digest TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (digest, field)
    ) STRICT, WITHOUT ROWID;
INSERT INTO correction VALUES('7c71589444f1eaace60e8d350015ec02ca32fd9169228b3e2d27536814771650','published','"2021-05"','2026-11-23T03:28:13+00:00');
CREATE TABLE sketch(
        document INTEGER PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
INSERT INTO sketch VALUES(1,1,X'75948757');
INSERT INTO sketch VALUES(2,1,X'3ebcf32e75948757');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('document',2);
INSERT INTO sqlite_sequence VALUES('space',2);
INSERT INTO sqlite_sequence VALUES('passage',2);
INSERT INTO sqlite_sequence VALUES('term',16);
CREATE INDEX document_source ON document(source);
CREATE INDEX block_anchor ON block(anchor) WHERE anchor IS NOT NULL;
CREATE INDEX derived_document ON derived(document);
CREATE INDEX failure_source ON failure(source);
CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT raise(ABORT, 'a document is never changed'); END;
CREATE TRIGGER block_stays BEFORE UPDATE ON block BEGIN SELECT raise(ABORT, 'a block is never changed'); END;
CREATE TRIGGER passage_stays BEFORE UPDATE ON passage BEGIN SELECT raise(ABORT, 'a passage is never changed'); END;
CREATE TRIGGER vector_stays BEFORE UPDATE ON vector BEGIN SELECT raise(ABORT, 'a vector is never changed'); END;
CREATE INDEX block_language ON block(language) WHERE language <> '';
COMMIT;
