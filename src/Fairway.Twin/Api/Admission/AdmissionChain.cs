using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// All admission of one cluster, in the order of a real server: built-in plugins, then those that objects of the
/// cluster configure. Where none is configured, a write costs the look whether there is one.
/// </summary>
internal sealed class AdmissionChain
{
    private readonly IMutatingAdmission[] mutating;
    private readonly IValidatingAdmission[] validating;

    public AdmissionChain(IEnumerable<IMutatingAdmission> mutating, IEnumerable<IValidatingAdmission> validating)
    {
        this.mutating = [.. mutating];
        this.validating = [.. validating];
    }

    /// <summary>Mutating admission: what comes before defaults, preparation and validation.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    public ValueTask AdmitAsync(AdmissionRequest request, CancellationToken cancel)
    {
        NamespaceLifecycle.Check(request);
        AdmitBuiltIn(request);
        foreach (var plugin in mutating)
        {
            if (plugin.Concerns(request))
            {
                return AdmitConfiguredAsync(request, cancel);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Validating admission: what comes after validation, right before the commit.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancel)
    {
        foreach (var plugin in BuiltInAdmissions.For(request))
        {
            plugin.Validate(request);
        }

        foreach (var plugin in validating)
        {
            if (plugin.Concerns(request))
            {
                return ValidateConfiguredAsync(request, cancel);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Both, for what is stored in no form of its own: deletions, and what POST to a subresource
    /// brings.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    public async ValueTask ReviewAsync(AdmissionRequest request, CancellationToken cancel)
    {
        await AdmitAsync(request, cancel);
        await ValidateAsync(request, cancel);
    }

    /// <summary>Whether any plugin that objects of the cluster configure wants to see a write.</summary>
    public bool Concerns(AdmissionRequest request) =>
        mutating.Any(plugin => plugin.Concerns(request)) || validating.Any(plugin => plugin.Concerns(request));

    private static void AdmitBuiltIn(AdmissionRequest request)
    {
        foreach (var plugin in BuiltInAdmissions.For(request))
        {
            plugin.Admit(request);
        }
    }

    private async ValueTask AdmitConfiguredAsync(AdmissionRequest request, CancellationToken cancel)
    {
        var owners = Owners(request)?.DeepClone();
        await PassAsync(request, cancel);
        if (request.Reinvocation is { IsAsked: true } again)
        {
            again.Begin();
            AdmitBuiltIn(request);
            await PassAsync(request, cancel);
        }

        if (request.Object is { } changed && !JsonNode.DeepEquals(owners, Owners(request)))
        {
            ManagedFieldsGuard.Check(request.Call, changed, owners);
        }
    }

    private async ValueTask PassAsync(AdmissionRequest request, CancellationToken cancel)
    {
        foreach (var plugin in mutating)
        {
            if (plugin.Concerns(request))
            {
                await plugin.AdmitAsync(request, cancel);
            }
        }
    }

    private async ValueTask ValidateConfiguredAsync(AdmissionRequest request, CancellationToken cancel)
    {
        foreach (var plugin in validating)
        {
            if (plugin.Concerns(request))
            {
                await plugin.ValidateAsync(request, cancel);
            }
        }
    }

    private static JsonNode? Owners(AdmissionRequest request) => request.Object?["metadata"]?["managedFields"];
}
