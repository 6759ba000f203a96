using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>A binding: where a policy holds, with which parameters, and what follows from a failure.</summary>
internal sealed class PolicyBinding
{
    private readonly AdmissionMatcher? matcher;

    private PolicyBinding(string name, JsonObject spec)
    {
        Name = name;
        PolicyName = ObjectMeta.Text(spec, "policyName");
        ParamRef = spec["paramRef"] as JsonObject;
        Actions = [.. (spec["validationActions"] as JsonArray ?? []).Select(a => a?.GetValue<string>() ?? "")];
        matcher = spec["matchResources"] is JsonObject match ? AdmissionMatcher.OfResources(match) : null;
    }

    public string Name { get; }

    public string PolicyName { get; }

    /// <summary>Which parameters; null for none.</summary>
    public JsonObject? ParamRef { get; }

    /// <summary>Deny, Warn, Audit.</summary>
    public ImmutableArray<string> Actions { get; }

    public static PolicyBinding Read(StoredObject stored)
    {
        var tree = JsonNode.Parse(stored.Json.Span)!.AsObject();
        return new(stored.Key.Name, tree["spec"] as JsonObject ?? []);
    }

    /// <summary>Whether it means the request.</summary>
    /// <exception cref="Errors.ApiFailure">The namespace is not there.</exception>
    public bool Matches(AdmissionRequest request) => matcher is null || matcher.Match(request) is not null;
}
