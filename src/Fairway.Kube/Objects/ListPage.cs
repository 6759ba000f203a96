namespace Fairway.Kube.Objects;

/// <summary>metadata of a page of a list: the revision of the whole list, and the token of the next page or
/// null.</summary>
internal readonly record struct ListPage(ResourceVersion Version, string? Continue);
