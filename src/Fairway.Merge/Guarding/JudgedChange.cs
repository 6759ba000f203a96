using Fairway.Merge.Diffing;

namespace Fairway.Merge.Guarding;

/// <summary>A change and what the guard says of it.</summary>
/// <param name="Object">The object that changes.</param>
/// <param name="Change">The place that changes.</param>
/// <param name="Verdict">The severest verdict of all rules that match.</param>
public sealed record JudgedChange(ObjectRef Object, FieldChange Change, Verdict Verdict);
