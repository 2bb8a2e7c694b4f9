"""spark-submit notes-spark.py TRANSCRIPTS NOTES: a note of each *.txt of a folder, on the machines of a Spark cluster.

NOTES is a folder of JSON lines afterwards, one for each file: {"path", "note"}, or {"path", "failure"} with the reason.
Each machine has soapnote-lsp (SOAPNOTE_LSP) and a key (SOAPNOTEAPI_KEY_FILE); a key itself is not sent around.
A session that dies leaves failures. When a machine dies, what it had not handed on is made, and paid for, once more.
"""
import json, os, sys
from pyspark.sql import SparkSession

NAMES = ["PATH", "HOME", "SOAPNOTE_LSP", "SOAPNOTE_ENGINE", "SOAPNOTE_SPECIALTY", "SOAPNOTEAPI_BASE_URL",
         "SOAPNOTEAPI_KEY_FILE", "SOAPNOTEAPI_KEY_COMMAND", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"]

def requests(item):
    try:
        params = {"transcript": item[1].decode()}
    except UnicodeDecodeError:
        return
    yield json.dumps({"jsonrpc": "2.0", "id": item[0], "method": "soapNote/create", "params": params})

def failure(data):  # what to say of a file that no answer came for
    try:
        data.decode()
    except UnicodeDecodeError:
        return {"message": "The file is not UTF-8 text."}
    return {"message": "The session ended before its answer.", "data": {"reason": "lost"}}

def answers(line):
    try:
        answer = json.loads(line)
        yield answer["id"], {"note": answer["result"]} if "result" in answer else {"failure": answer["error"]}
    except ValueError:
        pass  # half a line of a session that died

source, target = sys.argv[1:]
spark = SparkSession.builder.appName("notes").getOrCreate().sparkContext
files = spark.binaryFiles(f"{source}/*.txt", int(os.environ.get("SESSIONS", "4")))
environment = {name: os.environ[name] for name in NAMES if name in os.environ}
made = files.flatMap(requests).pipe(os.environ.get("SOAPNOTE_LSP", "soapnote-lsp"), environment).flatMap(answers)
records = files.mapValues(failure).leftOuterJoin(made)
records.map(lambda item: json.dumps({"path": item[0], **(item[1][1] or {"failure": item[1][0]})})).saveAsTextFile(target)
