using Fairway.Charts.Templates.Parsing;

namespace Fairway.Charts.Templates;

/// <summary>A named template: a whole file, or a definition in one. Immutable; executed by many at once.</summary>
internal sealed record ParsedTemplate(string Name, SourceText Source, ListNode Root);
