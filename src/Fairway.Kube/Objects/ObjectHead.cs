namespace Fairway.Kube.Objects;

/// <summary>What the runtime must know of every object, whatever a projection keeps.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Uid">Identity: another uid under the same key is another object.</param>
/// <param name="Version">metadata.resourceVersion.</param>
/// <param name="Controller">The owner reference whose controller is true; null where there is none.</param>
public readonly record struct ObjectHead(ObjectKey Key, string Uid, ResourceVersion Version, OwnerRef? Controller);
