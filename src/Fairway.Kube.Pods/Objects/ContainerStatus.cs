using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>How a container is, as the pod's status tells.</summary>
internal sealed record ContainerStatus(string Name)
{
    public string Image { get; init; } = "";

    public string ImageId { get; init; } = "";

    public string ContainerId { get; init; } = "";

    public int RestartCount { get; init; }

    public bool Ready { get; init; }

    public bool? Started { get; init; }

    /// <summary>Canonical JSON of the requests and limits that it runs with; null where it has none.</summary>
    public string? Resources { get; init; }

    /// <summary>When it began to run; null where it does not run.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>Why it waits; null where it does not wait.</summary>
    public WaitingState? Waiting { get; init; }

    /// <summary>How it ended; null where it has not.</summary>
    public TerminatedState? Terminated { get; init; }

    /// <summary>How its previous run ended; null where there was none.</summary>
    public TerminatedState? LastTerminated { get; init; }

    /// <summary>What its node keeps for it, where that may differ from what its spec asks for: while it is
    /// resized.</summary>
    public ResourceAmounts Held { get; init; }

    public static ContainerStatus Read(JsonElement element)
    {
        var state = element.Child("state");
        return new ContainerStatus(element.Text("name") ?? "")
        {
            Image = element.Text("image") ?? "",
            ImageId = element.Text("imageID") ?? "",
            ContainerId = element.Text("containerID") ?? "",
            RestartCount = element.Int("restartCount") ?? 0,
            Ready = element.Flag("ready"),
            Started = element.Child("started") is { } started ? started.ValueKind == JsonValueKind.True : null,
            Resources = ResourceText.Of(element.Child("resources")),
            RunningSince = state.Child("running").Time("startedAt"),
            Waiting = WaitingState.Read(state.Child("waiting")),
            Terminated = TerminatedState.Read(state.Child("terminated")),
            Held = ResourceAmounts.Max(
                ResourceAmounts.Read(element.Child("allocatedResources")),
                ResourceAmounts.Read(element.Child("resources").Child("requests"))),
            LastTerminated = TerminatedState.Read(element.Child("lastState").Child("terminated")),
        };
    }

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["name"] = Name,
            ["state"] = State(),
            ["lastState"] = LastTerminated is null ? [] : new JsonObject { ["terminated"] = LastTerminated.ToJson() },
            ["ready"] = Ready,
            ["restartCount"] = RestartCount,
            ["image"] = Image,
            ["imageID"] = ImageId,
        };
        status.SetUnlessEmpty("containerID", ContainerId);
        if (Started is { } started)
        {
            status["started"] = started;
        }

        if (Resources is not null)
        {
            var resources = ResourceText.ToJson(Resources);
            status["allocatedResources"] = resources["requests"]?.DeepClone();
            status["resources"] = resources;
        }

        return status;
    }

    private JsonObject State()
    {
        if (RunningSince is { } since)
        {
            return new JsonObject { ["running"] = new JsonObject { ["startedAt"] = ApiTime.Text(since) } };
        }

        return Terminated is not null
            ? new JsonObject { ["terminated"] = Terminated.ToJson() }
            : Waiting is not null ? new JsonObject { ["waiting"] = Waiting.ToJson() } : [];
    }
}

/// <summary>A container that waits to be started.</summary>
internal sealed record WaitingState(string Reason, string Message = "")
{
    public static WaitingState? Read(JsonElement? element) =>
        element is null ? null : new WaitingState(element.Text("reason") ?? "", element.Text("message") ?? "");

    public JsonObject ToJson()
    {
        var state = new JsonObject { ["reason"] = Reason };
        state.SetUnlessEmpty("message", Message);
        return state;
    }
}

/// <summary>A container's end.</summary>
internal sealed record TerminatedState(int ExitCode, string Reason, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    public string ContainerId { get; init; } = "";

    /// <summary>What the container left as its last words.</summary>
    public string Message { get; init; } = "";

    public static TerminatedState? Read(JsonElement? element) =>
        element is null
            ? null
            : new TerminatedState(
                element.Int("exitCode") ?? 0,
                element.Text("reason") ?? "",
                element.Time("startedAt") ?? default,
                element.Time("finishedAt") ?? default)
            {
                ContainerId = element.Text("containerID") ?? "",
                Message = element.Text("message") ?? "",
            };

    public JsonObject ToJson()
    {
        var state = new JsonObject
        {
            ["exitCode"] = ExitCode,
            ["reason"] = Reason,
            ["startedAt"] = ApiTime.Text(StartedAt),
            ["finishedAt"] = ApiTime.Text(FinishedAt),
        };
        state.SetUnlessEmpty("containerID", ContainerId);
        state.SetUnlessEmpty("message", Message);
        return state;
    }
}
