namespace Fairway.Twin.Behaviour.Access;

/// <summary>Says when a request of a certificate has served: an hour after it was decided, or a day after nobody
/// did.</summary>
internal static class RequestCleaner
{
    private static readonly TimeSpan Decided = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pending = TimeSpan.FromHours(24);

    /// <summary>When the request may go; null for never.</summary>
    public static DateTimeOffset? EndOf(RequestView request)
    {
        var end = request.Of("Denied") ?? request.Of("Failed");
        if (end is not null)
        {
            return (end.UpdatedAt ?? end.TransitionedAt) + Decided;
        }

        if (request.Of("Approved") is { } approved)
        {
            return request.IsIssued ? (approved.UpdatedAt ?? approved.TransitionedAt) + Decided : null;
        }

        return request.Meta.CreatedAt + Pending;
    }
}
