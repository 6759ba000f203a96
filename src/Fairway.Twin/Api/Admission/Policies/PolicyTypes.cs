using System.Collections.Frozen;
using Fairway.Cel.Types;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>The types of what expressions of policies see beside the objects themselves.</summary>
internal static class PolicyTypes
{
    private static readonly CelType Texts = CelType.List(CelType.String);

    private static readonly CelType Kind = Declare(
        "kubernetes.GroupVersionKind",
        ("group", CelType.String), ("version", CelType.String), ("kind", CelType.String));

    private static readonly CelType Resource = Declare(
        "kubernetes.GroupVersionResource",
        ("group", CelType.String), ("version", CelType.String), ("resource", CelType.String));

    private static readonly CelType UserInfo = Declare(
        "kubernetes.UserInfo",
        ("username", CelType.String),
        ("uid", CelType.String),
        ("groups", Texts),
        ("extra", CelType.Map(CelType.String, Texts)));

    private static readonly CelType Metadata = Declare(
        "kubernetes.NamespaceMetadata",
        ("name", CelType.String),
        ("generateName", CelType.String),
        ("namespace", CelType.String),
        ("labels", CelType.Map(CelType.String, CelType.String)),
        ("annotations", CelType.Map(CelType.String, CelType.String)),
        ("UID", CelType.String),
        ("creationTimestamp", CelType.Timestamp),
        ("deletionGracePeriodSeconds", CelType.Int),
        ("deletionTimestamp", CelType.Timestamp),
        ("generation", CelType.Int),
        ("resourceVersion", CelType.String),
        ("finalizers", Texts));

    private static readonly CelType Condition = Declare(
        "kubernetes.NamespaceCondition",
        ("status", CelType.String),
        ("type", CelType.String),
        ("lastTransitionTime", CelType.Timestamp),
        ("message", CelType.String),
        ("reason", CelType.String));

    /// <summary>The type of <c>request</c>.</summary>
    public static CelType Request { get; } = Declare(
        "kubernetes.AdmissionRequest",
        ("kind", Kind),
        ("resource", Resource),
        ("subResource", CelType.String),
        ("requestKind", Kind),
        ("requestResource", Resource),
        ("requestSubResource", CelType.String),
        ("name", CelType.String),
        ("namespace", CelType.String),
        ("operation", CelType.String),
        ("userInfo", UserInfo),
        ("dryRun", CelType.Bool),
        ("options", CelType.Dyn));

    /// <summary>The type of <c>namespaceObject</c>.</summary>
    public static CelType Namespace { get; } = Declare(
        "kubernetes.Namespace",
        ("metadata", Metadata),
        ("spec", Declare("kubernetes.NamespaceSpec", ("finalizers", Texts))),
        ("status", Declare(
            "kubernetes.NamespaceStatus", ("conditions", CelType.List(Condition)), ("phase", CelType.String))));

    /// <summary>
    /// The type under which the value of an expression is known to those that name it: what has no simple type is known
    /// when it is there.
    /// </summary>
    public static CelType Known(CelType? type) => type switch
    {
        null => CelType.Dyn,
        { Kind: CelTypeKind.List } => CelType.List(Known(type.Parameters[0])),
        { Kind: CelTypeKind.Map } => CelType.Map(Known(type.Parameters[0]), Known(type.Parameters[1])),
        { Kind: CelTypeKind.Struct or CelTypeKind.Opaque or CelTypeKind.Type } => CelType.Dyn,
        _ => type,
    };

    private static CelType Declare(string name, params ReadOnlySpan<(string Name, CelType Type)> fields)
    {
        var types = fields.ToArray().ToFrozenDictionary(f => f.Name, f => f.Type, StringComparer.Ordinal);
        return CelType.Object(name, types.GetValueOrDefault);
    }
}
