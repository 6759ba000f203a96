using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission.Policies;
using Fairway.Twin.Api.Admission.Quotas;
using Fairway.Twin.Api.Admission.Webhooks;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Admission;

/// <summary>The admission of one cluster, as verbs use it.</summary>
internal sealed class Admissions(AdmissionContext context)
{
    private readonly AdmissionChain chain = new(
        [new MutatingPolicies(context.Store), new MutatingWebhooks(context)],
        [new ValidatingPolicies(context.Store), new ValidatingWebhooks(context), new QuotaAdmission(context)]);

    /// <summary>A request to make an object, whose mutating admission has run. Its <see
    /// cref="AdmissionRequest.Object"/> is what goes on.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public async ValueTask<AdmissionRequest> AdmitCreateAsync(
        ResourceCall call, JsonObject obj, WriteOptions options, CancellationToken cancel)
    {
        var request = new AdmissionRequest(context, call, AdmissionOperation.Create)
        {
            Name = ObjectMeta.Name(obj),
            Object = obj,
            DryRun = options.DryRun,
        };
        await chain.AdmitAsync(request, cancel);
        return request;
    }

    /// <summary>The same for a change of what is stored. Returns what goes on.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public async ValueTask<JsonObject> AdmitUpdateAsync(
        ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated, CancellationToken cancel)
    {
        var request = Update(call, options, live, updated);
        await chain.AdmitAsync(request, cancel);
        return request.Object!;
    }

    /// <summary>Validating admission of a change.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public ValueTask ValidateUpdateAsync(
        ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated, CancellationToken cancel) =>
        chain.ValidateAsync(Update(call, options, live, updated), cancel);

    /// <summary>Validating admission of what is made.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public ValueTask ValidateCreateAsync(AdmissionRequest request, JsonObject obj, CancellationToken cancel)
    {
        request.Object = obj;
        request.Name = ObjectMeta.Name(obj);
        return chain.ValidateAsync(request, cancel);
    }

    /// <summary>All admission of what POST to a subresource brings: a Binding, an Eviction, a TokenRequest. Returns
    /// what admission made of it.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public async ValueTask<JsonObject> ReviewPartAsync(
        ResourceCall call, JsonObject part, WriteOptions options, CancellationToken cancel)
    {
        var request = new AdmissionRequest(context, call, AdmissionOperation.Create)
        {
            Object = part,
            DryRun = options.DryRun,
        };
        await chain.ReviewAsync(request, cancel);
        return request.Object!;
    }

    /// <summary>All admission of a deletion.</summary>
    /// <exception cref="Errors.ApiFailure">It is refused.</exception>
    public ValueTask ReviewDeletionAsync(
        ResourceCall call, JsonObject live, DeleteOptions options, CancellationToken cancel) =>
        chain.ReviewAsync(
            new AdmissionRequest(context, call, AdmissionOperation.Delete)
            {
                Old = live,
                DryRun = options.DryRun,
                Deletion = options,
            },
            cancel);

    /// <summary>Whether admission that objects of the cluster configure wants to see a change.</summary>
    public bool Concerns(ResourceCall call) =>
        chain.Concerns(new AdmissionRequest(context, call, AdmissionOperation.Update) { Object = [], Old = [] });

    private AdmissionRequest Update(ResourceCall call, WriteOptions options, JsonObject live, JsonObject updated) =>
        new(context, call, AdmissionOperation.Update) { Object = updated, Old = live, DryRun = options.DryRun };
}
