using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>What policies of both kinds have.</summary>
internal sealed class PolicyBasics
{
    private readonly AdmissionMatcher matcher;

    public PolicyBasics(string name, JsonObject spec, PolicyCompiler compiler)
    {
        Name = name;
        IgnoresFailure = ObjectMeta.Text(spec, "failurePolicy") == "Ignore";
        ParamKind = spec["paramKind"] as JsonObject;
        matcher = AdmissionMatcher.OfResources(spec["matchConstraints"] as JsonObject ?? []);
        Conditions = PolicyMatch.Read(spec["matchConditions"], compiler);
    }

    public string Name { get; }

    /// <summary>Whether requests pass where the policy cannot be evaluated.</summary>
    public bool IgnoresFailure { get; }

    /// <summary>Kind of its parameters; null for none.</summary>
    public JsonObject? ParamKind { get; }

    public PolicyMatch Conditions { get; }

    /// <summary>The resource as the policy's rule names it; null where the request is not meant.</summary>
    /// <exception cref="Errors.ApiFailure">The namespace is not there.</exception>
    public ResourceType? Match(AdmissionRequest request) => matcher.Match(request);
}
