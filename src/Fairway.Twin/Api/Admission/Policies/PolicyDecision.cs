namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>Why a policy refuses a request.</summary>
/// <param name="Message">What the user is told.</param>
/// <param name="Reason">Invalid, Forbidden, Unauthorized or RequestEntityTooLarge; empty for Invalid.</param>
/// <param name="IsAlways">Whether it refuses whatever the binding's actions are.</param>
internal sealed record PolicyDecision(string Message, string Reason = "", bool IsAlways = false)
{
    /// <summary>Status of the answer.</summary>
    public int Code => Reason switch
    {
        "Forbidden" => 403,
        "Unauthorized" => 401,
        "RequestEntityTooLarge" => 413,
        _ => 422,
    };
}
