"""Every capability that the server announces, with exact columns, in both languages."""

from lsprotocol import types

from conftest import Desk, opened

TASK = {"en": "T2", "zh-CN": "任务2"}
NEED = {"en": "N1", "zh-CN": "需求1"}
GOAL = {"en": "G1", "zh-CN": "目标1"}


async def findings(desk: Desk, code: str):
    report = await desk.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=desk.document)
    )
    return report, [item for item in report.items if item.code == code]


async def test_everything_announced_is_tested_here(client):
    announced = {
        name for name in dir(client.announced)
        if not name.startswith("_") and getattr(client.announced, name) not in (None, False)
    }
    assert announced == {
        "call_hierarchy_provider", "code_action_provider", "code_lens_provider", "completion_provider",
        "definition_provider", "diagnostic_provider", "document_highlight_provider", "document_link_provider",
        "document_symbol_provider", "execute_command_provider", "folding_range_provider", "hover_provider",
        "inlay_hint_provider", "position_encoding", "references_provider", "rename_provider",
        "selection_range_provider", "semantic_tokens_provider", "text_document_sync", "workspace",
        "workspace_symbol_provider",
    }


async def test_diagnostic(desk, locale):
    report, found = await findings(desk, "PRF002")
    words = {"en": "Redesign the logo", "zh-CN": "更换办公楼标识"}[locale]
    assert len(found) == 1
    assert found[0].range.end == desk.range(words).end
    assert found[0].range.start == desk.range(TASK[locale]).start
    said = {"en": f"“{words}” serves no need and no goal", "zh-CN": f"“{words}”没有对应的需求或目标"}[locale]
    assert found[0].message == said
    assert found[0].source == "planspect"
    assert found[0].code_description.href == "https://plans.example.org/rules/PRF002-task-without-need.html"
    again = await desk.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=desk.document, previous_result_id=report.result_id)
    )
    assert again.kind == "unchanged"


async def test_related_information(desk, locale):
    _, found = await findings(desk, "PLN002")
    wrong = {"en": "N9", "zh-CN": "需求9"}[locale]
    assert found[0].range == desk.range(wrong)
    assert found[0].related_information[0].location.uri == desk.uri


async def test_workspace_diagnostic(desk, folder):
    (folder / "other.md").write_text(desk.text)
    desk.client.workspace_did_create_files(
        types.CreateFilesParams(files=[types.FileCreate(uri=(folder / "other.md").as_uri())])
    )
    report = await desk.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    by_uri = {item.uri: item for item in report.items}
    assert {item.code for item in by_uri[(folder / "other.md").as_uri()].items} >= {"PRF002", "PLN002"}
    assert by_uri[desk.uri].version == 1


async def test_incremental_sync(desk, locale):
    place = desk.range(TASK[locale]).start
    gone = types.Range(
        start=types.Position(line=place.line, character=0), end=types.Position(line=place.line + 1, character=0)
    )
    desk.client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=desk.uri, version=2),
            content_changes=[types.TextDocumentContentChangePartial(range=gone, text="")],
        )
    )
    _, found = await findings(desk, "PRF002")
    assert found == []


async def test_hover(desk, locale):
    hover = await desk.client.text_document_hover_async(desk.at(types.HoverParams, GOAL[locale], 1))
    assert {"en": "**goal** G1", "zh-CN": "**目标** 目标1"}[locale] in hover.contents.value
    assert hover.range == desk.range(GOAL[locale])
    words = {"en": "Redesign", "zh-CN": "更换"}[locale]
    hover = await desk.client.text_document_hover_async(desk.at(types.HoverParams, words))
    assert "PRF002" in hover.contents.value


async def test_definition_references_highlight(desk, locale):
    after = {"en": "(serves: N1", "zh-CN": "（对应需求：需求1"}[locale]
    inside = after.index(NEED[locale])
    found = await desk.client.text_document_definition_async(desk.at(types.DefinitionParams, after, inside))
    assert found[0].range == desk.range(NEED[locale])
    context = types.ReferenceContext(include_declaration=True)
    found = await desk.client.text_document_references_async(
        desk.at(types.ReferenceParams, after, inside, context=context)
    )
    assert [one.range for one in found] == [desk.range(NEED[locale]), desk.range(NEED[locale], after)]
    found = await desk.client.text_document_document_highlight_async(
        desk.at(types.DocumentHighlightParams, after, inside)
    )
    assert [one.kind for one in found] == [types.DocumentHighlightKind.Write, types.DocumentHighlightKind.Read]


async def test_rename(desk, locale):
    prepared = await desk.client.text_document_prepare_rename_async(
        desk.at(types.PrepareRenameParams, NEED[locale])
    )
    assert prepared.placeholder == NEED[locale]
    edit = await desk.client.text_document_rename_async(
        desk.at(types.RenameParams, NEED[locale], new_name={"en": "N7", "zh-CN": "需求7"}[locale])
    )
    assert edit.document_changes[0].text_document.version == 1
    assert len(edit.document_changes[0].edits) == 2


async def test_completion(desk, locale):
    after = {"en": "serves: G1", "zh-CN": "对应目标：目标1"}[locale]
    inside = after.index(GOAL[locale])
    found = await desk.client.text_document_completion_async(desk.at(types.CompletionParams, after, inside))
    items = found if isinstance(found, list) else found.items
    labels = [item.label for item in items]
    assert labels[:2] == {"en": ["N1", "N2"], "zh-CN": ["需求1", "需求2"]}[locale]
    assert {"en": "😀 Builders wait", "zh-CN": "😀建设单位"}[locale] in items[0].detail


async def test_symbols(desk, locale):
    found = await desk.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(text_document=desk.document)
    )
    names = [child.name for child in found[0].children]
    assert names == {"en": ["Needs", "Goals", "Tasks"], "zh-CN": ["需求分析", "发展目标", "重点任务"]}[locale]
    assert found[0].children[2].children[1].selection_range == desk.range(TASK[locale])
    query = {"en": "logo", "zh-CN": "标识"}[locale]
    found = await desk.client.workspace_symbol_async(types.WorkspaceSymbolParams(query=query))
    assert [one.location.range for one in found] == [desk.range(TASK[locale])]


async def test_folding_and_selection(desk):
    found = await desk.client.text_document_folding_range_async(types.FoldingRangeParams(text_document=desk.document))
    assert (0, 2) in {(one.start_line, one.end_line) for one in found}
    place = types.Position(line=7, character=5)
    found = await desk.client.text_document_selection_range_async(
        types.SelectionRangeParams(text_document=desk.document, positions=[place])
    )
    inner, depth = found[0], 0
    while inner.parent:
        outer = inner.parent.range
        assert (outer.start.line, outer.start.character) <= (inner.range.start.line, inner.range.start.character)
        assert (outer.end.line, outer.end.character) >= (inner.range.end.line, inner.range.end.character)
        inner, depth = inner.parent, depth + 1
    assert depth >= 2


async def test_document_link(client, folder, locale):
    desk = await opened(client, folder, locale, text="---\nkind: plan\n---\n# 规划\n\n见[附件](附件/清单.md)。\n")
    found = await client.text_document_document_link_async(types.DocumentLinkParams(text_document=desk.document))
    assert found[0].target == (folder / "附件/清单.md").as_uri()
    assert found[0].range == desk.range("附件/清单.md")


async def test_code_lens(desk, locale):
    found = await desk.client.text_document_code_lens_async(types.CodeLensParams(text_document=desk.document))
    titles = [one.command.title for one in found]
    assert titles == {
        "en": ["1 task · 1 goal", "no task serves this need", "1 task"],
        "zh-CN": ["1项任务 · 1项目标", "没有任务对应这项需求", "1项任务"],
    }[locale]
    await desk.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command=found[0].command.command, arguments=found[0].command.arguments)
    )


async def test_inlay_hint(desk, locale):
    everything = types.Range(start=types.Position(0, 0), end=types.Position(99, 0))
    found = await desk.client.text_document_inlay_hint_async(
        types.InlayHintParams(text_document=desk.document, range=everything)
    )
    after = {"en": "(serves: N1", "zh-CN": "（对应需求：需求1"}[locale]
    assert found[0].position == desk.range(NEED[locale], after).end
    assert found[0].label.startswith({"en": "😀 Builders", "zh-CN": "😀建设"}[locale])


async def test_semantic_tokens(desk, locale):
    found = await desk.client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(text_document=desk.document)
    )
    line = character = 0
    places = []
    for at in range(0, len(found.data), 5):
        down, right, length, kind, _ = found.data[at:at + 5]
        line, character = line + down, right if down else character + right
        places.append((line, character, length, kind))
    place = desk.range(NEED[locale])
    assert (place.start.line, place.start.character, place.end.character - place.start.character, 0) in places
    part = await desk.client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(text_document=desk.document, range=place)
    )
    assert len(part.data) == 5


async def test_call_hierarchy(desk, locale):
    need = (await desk.client.text_document_prepare_call_hierarchy_async(
        desk.at(types.CallHierarchyPrepareParams, NEED[locale])
    ))[0]
    goal = (await desk.client.call_hierarchy_outgoing_calls_async(
        types.CallHierarchyOutgoingCallsParams(item=need)
    ))[0].to
    assert goal.selection_range == desk.range(GOAL[locale])
    back = await desk.client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item=goal))
    assert back[0].from_.selection_range == desk.range(NEED[locale])


async def test_code_action(desk, locale):
    _, found = await findings(desk, "PRF002")
    actions = await desk.client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=desk.document, range=found[0].range, context=types.CodeActionContext(diagnostics=found)
        )
    )
    titles = [action.title for action in actions]
    serves = {"en": "T2 serves", "zh-CN": "任务2对应"}[locale]
    link = next(action for action in actions if action.title.startswith(serves))
    assert link.edit is None, titles
    link = await desk.client.code_action_resolve_async(link)
    edit = link.edit.document_changes[0].edits[0]
    label = {"en": "; serves: ", "zh-CN": "；对应需求："}[locale]
    assert edit.new_text.startswith(label)
    tail = {"en": "2028-06)\n- **T3", "zh-CN": "2028年6月）\n- 任务3"}[locale]
    close = {"en": 7, "zh-CN": 7}[locale]
    assert edit.range.start == desk.position(tail, close)


async def test_fix_all(client, folder, locale):
    text = "kind: plan\ntitle: 规划: 一\nneeds:\n  - title: Waiting: 38 days\n"
    desk = await opened(client, folder, locale, "plan.yaml", text)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=desk.document,
            range=types.Range(start=types.Position(0, 0), end=types.Position(0, 0)),
            context=types.CodeActionContext(diagnostics=[], only=[types.CodeActionKind.SourceFixAll]),
        )
    )
    action = await client.code_action_resolve_async(actions[0])
    assert sorted(edit.new_text for edit in action.edit.document_changes[0].edits) == ['"Waiting: 38 days"', '"规划: 一"']
