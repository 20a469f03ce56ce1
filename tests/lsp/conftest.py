"""A client that is not ours: pytest-lsp over lsprotocol, in English and in Chinese."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PROGRAM = os.environ["PLANSPECT"]

EN = """\
---
kind: plan
---
# Permit plan

## Needs

- **N1** 😀 Builders wait 38 days for a permit (source: survey 2026)
- **N2** Clerks copy forms by hand (source: survey 2026)

## Goals

- **G1** Nine in ten permits are decided within ten days (serves: N1)

## Tasks

- **T1** Put permits online (serves: G1; owner: Permit Office; due: 2028-06)
- **T2** Redesign the logo (owner: Press Office; due: 2028-06)
- **T3** Train the clerks (serves: N9; owner: Permit Office; due: 2028-06)
"""

ZH = """\
---
kind: plan
---
# 某县审批规划

## 需求分析

- 需求1：😀建设单位等待38天才能拿到许可（来源：2026年调查）
- 需求2：窗口人员手工抄写表格（来源：2026年调查）

## 发展目标

- 目标1：九成许可十日内办结（对应需求：需求1）

## 重点任务

- 任务1：推行网上办理（对应目标：目标1；责任单位：审批局；完成时限：2028年6月）
- 任务2：更换办公楼标识（责任单位：办公室；完成时限：2028年6月）
- 任务3：培训窗口人员（对应需求：需求9；责任单位：审批局；完成时限：2028年6月）
"""


class Desk:
    """An open document with a client; places are found by the words that stand there."""

    def __init__(self, client: LanguageClient, path: pathlib.Path, text: str, locale: str):
        self.client, self.text, self.locale = client, text, locale
        self.uri = path.as_uri()
        self.document = types.TextDocumentIdentifier(uri=self.uri)

    def position(self, words: str, inside: int = 0) -> types.Position:
        at = self.text.index(words) + inside
        line = self.text.count("\n", 0, at)
        start = self.text.rfind("\n", 0, at) + 1
        return types.Position(line=line, character=len(self.text[start:at].encode("utf-16-le")) // 2)

    def range(self, words: str, after: str = "") -> types.Range:
        offset = self.text.index(after)
        inside = self.text.index(words, offset) - offset
        start = self.position(after, inside) if after else self.position(words)
        end = types.Position(line=start.line, character=start.character + len(words.encode("utf-16-le")) // 2)
        return types.Range(start=start, end=end)

    def at(self, kind, words: str, inside: int = 0, **more):
        return kind(text_document=self.document, position=self.position(words, inside), **more)


async def start(client: LanguageClient, folder: pathlib.Path, editor: str, locale: str, pull: bool):
    capabilities = client_capabilities(editor)
    capabilities.text_document.diagnostic = None
    if pull:
        capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(
            related_document_support=True, related_information=True, code_description_support=True
        )
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    # What this client declares and has no answer of its own for.
    for method in [
        types.CLIENT_REGISTER_CAPABILITY,
        types.WORKSPACE_DIAGNOSTIC_REFRESH,
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    ]:
        if method not in client.protocol.fm.features:
            client.feature(method)(lambda *_: None)
    params = types.InitializeParams(
        capabilities=capabilities,
        locale=locale,
        process_id=os.getpid(),
        workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="plans")],
    )
    return await client.initialize_session(params)


LOCALES = ["en", "zh-CN"]


@pytest.fixture
def locale(request) -> str:
    """The locale of the client of this test."""
    params = request.node.callspec.params
    return params.get("client") or params["waiting"]


@pytest.fixture
def folder(tmp_path) -> pathlib.Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "planspect.yaml").write_text("docs-url: https://plans.example.org/rules\n")
    return tmp_path


def server_config() -> ClientServerConfig:
    return ClientServerConfig(server_command=[PROGRAM, "server"])


async def opened(client: LanguageClient, folder: pathlib.Path, locale: str, name: str = "plan.md", text=None) -> Desk:
    text = text or (ZH if locale.startswith("zh") else EN)
    desk = Desk(client, folder / name, text, locale)
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            text_document=types.TextDocumentItem(
                uri=desk.uri, language_id="yaml" if name.endswith("yaml") else "markdown", version=1, text=text
            )
        )
    )
    return desk


@pytest_lsp.fixture(config=server_config(), params=LOCALES)
async def client(request, lsp_client: LanguageClient, folder):
    """Asks for diagnostics itself."""
    lsp_client.announced = (await start(lsp_client, folder, "visual-studio-code", request.param, True)).capabilities
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=server_config(), params=LOCALES)
async def waiting(request, lsp_client: LanguageClient, folder):
    """Waits for diagnostics."""
    lsp_client.announced = (await start(lsp_client, folder, "neovim", request.param, False)).capabilities
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
async def desk(client, folder, locale) -> Desk:
    return await opened(client, folder, locale)
