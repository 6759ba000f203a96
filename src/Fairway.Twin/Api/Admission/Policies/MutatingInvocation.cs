using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>A policy that is to change a request, with one of its bindings and one parameter.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Binding">The binding.</param>
/// <param name="Param">The parameter; null for none.</param>
/// <param name="Row">The resource as the policy's rule names it.</param>
internal sealed record MutatingInvocation(
    MutatingPolicy Policy, PolicyBinding Binding, JsonObject? Param, ResourceType Row)
{
    /// <summary>What tells it from others of the same request.</summary>
    public string Key => string.Join(
        '\n',
        Policy.Basics.Name,
        Binding.Name,
        Param is null ? "" : ObjectMeta.Text(ObjectMeta.Of(Param), "namespace"),
        Param is null ? "" : ObjectMeta.Name(Param));
}
