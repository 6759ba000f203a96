namespace Fairway.Twin.Api.Admission;

/// <summary>
/// Admission that looks at what is about to be committed, after mutation and validation: webhooks, policies, quotas.
/// </summary>
internal interface IValidatingAdmission
{
    /// <summary>Whether there is anything to ask; called for every write, so it must cost nothing where nothing is
    /// configured.</summary>
    bool Concerns(AdmissionRequest request);

    /// <summary>Looks at the write.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancel);
}
