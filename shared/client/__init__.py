"""Typed Python client of the gateway's public API (extra ``client``).

    from shared.client import ZhishenClient

    with ZhishenClient("https://zhishen.example", key="zs_…") as client:
        dossier = client.examine(Path("2018103922220.zip"))
        for finding in dossier.sections.formal_check.findings:
            print(finding.code, finding.message.zh)

``client.hint_session()`` gives live hints while papers are written (``shared.client.hints``).
``AsyncZhishenClient`` has the same methods as coroutines. A problem the gateway answers is raised
as ``ProblemError``, a gateway that cannot be reached as ``ConnectionFailedError``.
"""

from shared.client.asynchronous import AsyncZhishenClient
from shared.client.errors import ClientError, ConnectionFailedError, ProblemError
from shared.client.synchronous import ZhishenClient

__all__ = [
    "AsyncZhishenClient",
    "ClientError",
    "ConnectionFailedError",
    "ProblemError",
    "ZhishenClient",
]
