using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Targets;

namespace Fairway.Components.Hooks;

/// <summary>What is sent to make a hook's object.</summary>
internal static class HookBody
{
    private const string TimeToLive = "ttlSecondsAfterFinished";

    /// <summary>The object, marked with its run. A Job without its time to live: a Job that goes by itself might go
    /// before anybody has seen how it ended.</summary>
    public static JsonObject Of(TargetHook hook, string run)
    {
        var body = (JsonObject)hook.Object.DeepClone();
        var metadata = (JsonObject)body["metadata"]!;
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[Labels.HookRun] = run;
        if (HasTimeToLive(body))
        {
            ((JsonObject)body["spec"]!).Remove(TimeToLive);
        }

        return body;
    }

    /// <summary>Whether it is a Job that is to go by itself when it has ended.</summary>
    public static bool HasTimeToLive(JsonObject item) =>
        (string?)item["kind"] == "Job" && (item["spec"] as JsonObject)?[TimeToLive] is not null;
}
