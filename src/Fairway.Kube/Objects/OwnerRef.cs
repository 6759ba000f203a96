namespace Fairway.Kube.Objects;

/// <summary>The owner reference of an object whose <c>controller</c> is true.</summary>
public sealed record OwnerRef(string ApiVersion, string Kind, string Name, string Uid);
