namespace Fairway.Kube.Events;

/// <summary>One event and its repetitions. The recorder locks.</summary>
internal sealed class EventSeries(KubeEvent first, string name, DateTimeOffset at)
{
    public KubeEvent First => first;

    public DateTimeOffset FirstAt { get; } = at;

    /// <summary>The name of the Event object.</summary>
    public string Name => name;

    /// <summary>Where the Event object is: events about objects of the cluster go to <c>default</c>.</summary>
    public string Namespace => first.Regarding.Key.Namespace ?? "default";

    public DateTimeOffset LastAt { get; private set; } = at;

    /// <summary>How often it has happened.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The count that the server knows; 0 before the Event is created.</summary>
    public int SentCount { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public void Repeat(DateTimeOffset now)
    {
        Count++;
        LastAt = now;
    }

    public void Sent(int count, DateTimeOffset now)
    {
        SentCount = count;
        SentAt = now;
    }
}

/// <summary>What makes two occurrences the same event.</summary>
internal readonly record struct EventIdentity(
    ObjectReference Regarding,
    ObjectReference? Related,
    bool IsWarning,
    string Reason,
    string Action,
    string Note)
{
    public static EventIdentity Of(KubeEvent happened, bool byNote) => new(
        happened.Regarding,
        happened.Related,
        happened.IsWarning,
        happened.Reason,
        happened.Action,
        byNote ? happened.Note : "");
}
