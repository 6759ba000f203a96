namespace Fairway.Twin.Api.Admission;

/// <summary>
/// Admission that is configured by objects of the cluster and may change what is written: webhooks and policies.
/// </summary>
internal interface IMutatingAdmission
{
    /// <summary>Whether there is anything to ask; called for every write, so it must cost nothing where nothing is
    /// configured.</summary>
    bool Concerns(AdmissionRequest request);

    /// <summary>Changes <see cref="AdmissionRequest.Object"/>. Called once more, with <see
    /// cref="Reinvocation.IsSecond"/>, where it or a later plugin asked for that.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    ValueTask AdmitAsync(AdmissionRequest request, CancellationToken cancel);
}
