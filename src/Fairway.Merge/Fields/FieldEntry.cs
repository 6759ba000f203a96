namespace Fairway.Merge.Fields;

/// <summary>One element of a set and what is beneath it.</summary>
/// <param name="Element">The step.</param>
/// <param name="Member">True where the path that ends here is in the set itself.</param>
/// <param name="Children">Paths beneath, never empty; null for none.</param>
internal readonly record struct FieldEntry(PathElement Element, bool Member, FieldSet? Children);
