using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>A MutatingAdmissionPolicy, compiled.</summary>
internal sealed class MutatingPolicy
{
    private MutatingPolicy(string name, JsonObject spec)
    {
        var compiler = PolicyCompiler.OfStored(spec);
        Basics = new PolicyBasics(name, spec, compiler);
        Variables = compiler.Variables;
        IsReinvocable = ObjectMeta.Text(spec, "reinvocationPolicy") == "IfNeeded";
        Mutations =
        [
            .. (spec["mutations"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(mutation => PolicyMutation.Read(mutation, compiler)),
        ];
    }

    public PolicyBasics Basics { get; }

    public ImmutableArray<PolicyVariable> Variables { get; }

    public ImmutableArray<PolicyMutation> Mutations { get; }

    /// <summary>Whether it wants to see what others have changed after it.</summary>
    public bool IsReinvocable { get; }

    public static MutatingPolicy Read(StoredObject stored)
    {
        var tree = JsonNode.Parse(stored.Json.Span)!.AsObject();
        return new(stored.Key.Name, tree["spec"] as JsonObject ?? []);
    }
}
