using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Status of a Job.</summary>
internal sealed record JobStatus
{
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public int Active { get; init; }

    public int Succeeded { get; init; }

    public int Failed { get; init; }

    /// <summary>Null until the controller has counted.</summary>
    public int? Ready { get; init; }

    /// <summary>Null until the controller has counted.</summary>
    public int? Terminating { get; init; }

    public string CompletedIndexes { get; init; } = "";

    /// <summary>Null where indexes have no limit of their own.</summary>
    public string? FailedIndexes { get; init; }

    /// <summary>True once the controller tracks the pods by their finalizer.</summary>
    public bool Tracks { get; init; }

    /// <summary>Uids of pods that succeeded and are not counted yet.</summary>
    public ImmutableArray<string> UncountedSucceeded { get; init; } = [];

    /// <summary>Uids of pods that failed and are not counted yet.</summary>
    public ImmutableArray<string> UncountedFailed { get; init; } = [];

    public Condition? Find(string type) => Conditions.FirstOrDefault(c => c.Type == type);

    public bool Is(string type) => Find(type) is { Status: "True" };

    public static JobStatus Read(JsonElement? status)
    {
        var uncounted = status.Child("uncountedTerminatedPods");
        return new JobStatus
        {
            Conditions = Condition.ReadAll(status),
            StartedAt = status.Time("startTime"),
            CompletedAt = status.Time("completionTime"),
            Active = status.Int("active") ?? 0,
            Succeeded = status.Int("succeeded") ?? 0,
            Failed = status.Int("failed") ?? 0,
            Ready = status.Int("ready"),
            Terminating = status.Int("terminating"),
            CompletedIndexes = status.Text("completedIndexes") ?? "",
            FailedIndexes = status.Text("failedIndexes"),
            Tracks = uncounted is not null,
            UncountedSucceeded = uncounted?.Texts("succeeded") ?? [],
            UncountedFailed = uncounted?.Texts("failed") ?? [],
        };
    }

    /// <summary>The status with a condition that is new or changed; one that was never there is not set to
    /// False.</summary>
    public JobStatus With(Condition condition)
    {
        var current = Find(condition.Type);
        if (current is null)
        {
            return condition.Status == "False" ? this : this with { Conditions = Conditions.Add(condition) };
        }

        var same = current.Status == condition.Status && current.Reason == condition.Reason
            && current.Message == condition.Message;
        return same ? this : this with { Conditions = Conditions.Replace(current, condition) };
    }

    public JsonObject ToJson()
    {
        var status = new JsonObject();
        status.SetUnlessZero("active", Active);
        status.SetUnlessZero("succeeded", Succeeded);
        status.SetUnlessZero("failed", Failed);
        status.SetUnlessEmpty("completedIndexes", CompletedIndexes);
        Set(status, "startTime", StartedAt);
        Set(status, "completionTime", CompletedAt);
        Set(status, "ready", Ready);
        Set(status, "terminating", Terminating);
        if (FailedIndexes is { } failed)
        {
            status["failedIndexes"] = failed;
        }

        if (Tracks)
        {
            status["uncountedTerminatedPods"] = Uncounted();
        }

        if (!Conditions.IsEmpty)
        {
            status["conditions"] = new JsonArray([.. Conditions.Select(Written)]);
        }

        return status;
    }

    private static void Set(JsonObject status, string field, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            status[field] = ApiTime.Text(at);
        }
    }

    private static void Set(JsonObject status, string field, int? count)
    {
        if (count is { } known)
        {
            status[field] = known;
        }
    }

    private static JsonObject Written(Condition condition)
    {
        var written = condition.ToJson();
        written["lastProbeTime"] = ApiTime.Text(condition.TransitionedAt);
        return written;
    }

    private JsonObject Uncounted()
    {
        var uncounted = new JsonObject();
        foreach (var (field, uids) in ((string, ImmutableArray<string>)[])
            [("succeeded", UncountedSucceeded), ("failed", UncountedFailed)])
        {
            if (!uids.IsEmpty)
            {
                uncounted[field] = new JsonArray([.. uids.Select(u => JsonValue.Create(u))]);
            }
        }

        return uncounted;
    }
}
