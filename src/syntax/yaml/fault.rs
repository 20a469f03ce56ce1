//! What the parser's errors are to somebody who writes a plan.

use crate::syntax::tree::YamlFault;
use granit_parser::ErrorKind as E;

/// The fault behind an error: the parser has a hundred kinds, and a writer mends one of a dozen slips.
pub(super) fn of(error: &E) -> YamlFault {
    match error {
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => YamlFault::OpenBracket,
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => YamlFault::UnmatchedBracket,
        E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::BlockEntryInFlowCollection
        | E::FlowMappingValueAdjacentCollection
        | E::InvalidFlowScalarIndent
        | E::PlainScalarStartsWithDashFlowIndicator => YamlFault::Bracketed,
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
            YamlFault::OpenQuote
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => YamlFault::TextAfterQuote,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => YamlFault::Escape,
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => YamlFault::Tab,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::MappingKeyNotAllowed
        | E::InvalidBlockScalarIndent
        | E::MappingValueNotAllowed
        | E::InvalidColonPlacement => YamlFault::Misfit,
        E::SimpleKeyExpected | E::InvalidSimpleKey => YamlFault::NoColon,
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader => YamlFault::BlockHeader,
        E::UnknownAnchor | E::MissingAnchorOrAliasName => YamlFault::UnknownReference,
        E::ExpectedTagBang
        | E::ExpectedTagDirectiveBang
        | E::InvalidGlobalTagCharacter
        | E::UndeclaredTagHandle
        | E::InvalidTagDirectiveTerminator
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => YamlFault::Tag,
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::MissingDocumentEndBeforeDirective
        | E::InvalidDirectiveTerminator
        | E::DirectiveDisallowed
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::DirectiveByteLimitExceeded { .. }
        | E::TooManyReservedDirectiveParams { .. }
        | E::YamlVersionTooLong
        | E::MissingYamlVersion => YamlFault::Directive,
        E::ExpectedDocumentStart | E::InvalidDocumentEnd | E::BomInsideDocument => YamlFault::DocumentEnd,
        E::CommentInterceptedScalar | E::CommentNotSeparated => YamlFault::Comment,
        E::UnexpectedCharacter { .. } => YamlFault::Sign,
        _ => YamlFault::Unreadable,
    }
}
