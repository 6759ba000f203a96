namespace Fairway.Merge.Patches;

/// <summary>One cause in the details of a Status.</summary>
/// <param name="Reason"><c>FieldManagerConflict</c>.</param>
/// <param name="Message"><c>conflict with "mgr-a"</c>.</param>
/// <param name="Field"><c>.spec.template.spec.containers[name="app"].image</c>.</param>
public sealed record PatchCause(string Reason, string Message, string Field);
