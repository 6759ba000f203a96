using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>
/// Admission of changes. It sees what the request's path takes: the object, or its Scale. What POST to a subresource
/// changes (a binding) has been admitted as what was posted.
/// </summary>
internal sealed class UpdateAdmission(Admissions admissions)
{
    /// <summary>Mutating admission. Returns what goes on.</summary>
    /// <exception cref="Errors.ApiFailure">The change is refused.</exception>
    public ValueTask<JsonObject> AdmitAsync(
        ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated, CancellationToken cancel) =>
        call switch
        {
            { Request.Method: "POST" } => ValueTask.FromResult(updated),
            { Path.Subresource.Name: "scale" } => AdmitScaleAsync(call, options, live, updated, cancel),
            _ => admissions.AdmitUpdateAsync(call, options, live, updated, cancel),
        };

    /// <summary>Whether admission that objects of the cluster configure wants to see the change.</summary>
    public bool Concerns(ResourceCall call) => admissions.Concerns(call);

    /// <summary>Validating admission.</summary>
    /// <exception cref="Errors.ApiFailure">The change is refused.</exception>
    public ValueTask ValidateAsync(
        ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated, CancellationToken cancel) =>
        call switch
        {
            { Request.Method: "POST" } => ValueTask.CompletedTask,
            { Path.Subresource.Name: "scale" } => admissions.ValidateUpdateAsync(
                call, options, ScaleView.Of(call.Resource, live), ScaleView.Of(call.Resource, updated), cancel),
            _ => admissions.ValidateUpdateAsync(call, options, live, updated, cancel),
        };

    private async ValueTask<JsonObject> AdmitScaleAsync(
        ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated, CancellationToken cancel)
    {
        var asked = ScaleView.Of(call.Resource, updated);
        var before = ScaleView.Replicas(asked);
        var admitted = await admissions.AdmitUpdateAsync(
            call, options, ScaleView.Of(call.Resource, live), asked, cancel);
        if (ScaleView.Replicas(admitted) is var now && now != before)
        {
            ScaleView.SetReplicas(call.Resource, updated, now);
        }

        return updated;
    }
}
