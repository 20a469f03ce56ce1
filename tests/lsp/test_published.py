"""A client that does not ask for diagnostics gets them, complete for each version."""

from lsprotocol import types

from conftest import opened


async def test_publish(waiting, folder, locale):
    client = waiting
    assert client.announced.diagnostic_provider is None
    desk = await opened(client, folder, locale)
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert {"PRF002", "PLN002"} <= {one.code for one in client.diagnostics[desk.uri]}
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=desk.uri, version=2),
            content_changes=[types.TextDocumentContentChangeWholeDocument(text="# Notes\n")],
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert list(client.diagnostics[desk.uri]) == []
