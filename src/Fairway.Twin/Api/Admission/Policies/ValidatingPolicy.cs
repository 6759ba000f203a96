using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>A ValidatingAdmissionPolicy, compiled.</summary>
internal sealed class ValidatingPolicy
{
    private ValidatingPolicy(string name, JsonObject spec)
    {
        var compiler = PolicyCompiler.OfStored(spec);
        Basics = new PolicyBasics(name, spec, compiler);
        Variables = compiler.Variables;
        Validations = [.. Each(spec, "validations").Select(rule => PolicyValidation.Read(rule, compiler))];
        Annotations =
        [
            .. Each(spec, "auditAnnotations")
                .Select(note => compiler.Annotation(ObjectMeta.Text(note, "valueExpression"))),
        ];
    }

    public PolicyBasics Basics { get; }

    public ImmutableArray<PolicyVariable> Variables { get; }

    public ImmutableArray<PolicyValidation> Validations { get; }

    public ImmutableArray<PolicyExpression> Annotations { get; }

    public static ValidatingPolicy Read(StoredObject stored)
    {
        var tree = JsonNode.Parse(stored.Json.Span)!.AsObject();
        return new(stored.Key.Name, tree["spec"] as JsonObject ?? []);
    }

    private static IEnumerable<JsonObject> Each(JsonObject spec, string name) =>
        (spec[name] as JsonArray ?? []).OfType<JsonObject>();
}
