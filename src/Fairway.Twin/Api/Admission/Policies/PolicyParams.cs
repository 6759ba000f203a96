using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Selection;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>The parameters with which a policy is to be evaluated, each for itself.</summary>
internal static class PolicyParams
{
    private static readonly ImmutableArray<JsonObject?> NoParam = [null];

    /// <summary>Why a policy cannot be evaluated at all; null where it can.</summary>
    public static string? Problem(PolicyBasics policy, AdmissionRequest request) =>
        policy.ParamKind is { } kind && Row(kind, request) is null
            ? $"failed to find resource referenced by paramKind: '{Shown(kind)}'"
            : null;

    /// <summary>The parameters of a binding; one null where policy or binding name none.</summary>
    /// <exception cref="PolicyParamException">They cannot be found.</exception>
    public static ImmutableArray<JsonObject?> Collect(
        PolicyBasics policy, PolicyBinding binding, AdmissionRequest request)
    {
        if (policy.ParamKind is not { } kind || binding.ParamRef is not { } reference)
        {
            return NoParam;
        }

        var row = Row(kind, request)!;
        var found = Find(row, reference, Namespace(row, reference, request), request);
        return found.IsEmpty && ObjectMeta.Text(reference, "parameterNotFoundAction") == "Deny"
            ? throw new PolicyParamException(
                "no params found for policy binding with `Deny` parameterNotFoundAction")
            : found;
    }

    private static string? Namespace(ResourceType row, JsonObject reference, AdmissionRequest request)
    {
        var named = ObjectMeta.Text(reference, "namespace");
        if (!row.Namespaced)
        {
            return named.Length == 0 ? null : throw new PolicyParamException(
                "paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
        }

        return named.Length > 0 ? named
            : request.Namespace.Length > 0 ? request.Namespace
            : throw new PolicyParamException(
                "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
    }

    private static ImmutableArray<JsonObject?> Find(
        ResourceType row, JsonObject reference, string? within, AdmissionRequest request)
    {
        var store = request.Context.Store;
        if (ObjectMeta.Text(reference, "name") is { Length: > 0 } name)
        {
            return store.Head(row.StorageName, new ObjectKey(within, name)) is { } stored
                ? [StoredTree.Read(stored, row)]
                : [];
        }

        var selector = LabelSelector.Of(reference["selector"] as JsonObject);
        var found = ImmutableArray.CreateBuilder<JsonObject?>();
        foreach (var stored in store.Objects(row.StorageName))
        {
            if ((within is null || stored.Key.Namespace == within) && selector.Matches(stored.Labels))
            {
                found.Add(StoredTree.Read(stored, row));
            }
        }

        return found.ToImmutable();
    }

    private static ResourceType? Row(JsonObject kind, AdmissionRequest request)
    {
        var (group, version) = Split(kind);
        return request.Context.Table.ByKind(group, version, ObjectMeta.Text(kind, "kind"));
    }

    private static string Shown(JsonObject kind)
    {
        var (group, version) = Split(kind);
        return $"{group}/{version}, Kind={ObjectMeta.Text(kind, "kind")}";
    }

    private static (string Group, string Version) Split(JsonObject kind)
    {
        var version = ObjectMeta.Text(kind, "apiVersion");
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", version) : (version[..slash], version[(slash + 1)..]);
    }
}
