using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Tests.Workloads.Rows;

/// <summary>
/// Pods in a word each, <c>name:word,word</c>. <c>old</c>, <c>new</c> or <c>@x</c> is the revision; <c>ready</c>,
/// <c>unready</c> or <c>ready=seconds ago</c>; <c>gate=False</c> the readiness gate of updates in place, and
/// <c>gate=False/revision</c> while it is prepared; <c>state=Updating</c> of the lifecycle; <c>img=c:image</c> and
/// <c>runs=c:id</c> a container; a phase, <c>node=n</c>, <c>marked</c>, <c>ending</c>, <c>id=x</c>, <c>label=k/v</c>,
/// <c>hold=finalizer</c>, <c>note=key|text</c> (with ; for commas), <c>restarts=n</c> and <c>age=seconds</c> are what
/// they say.
/// </summary>
internal static class PodText
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static PodView[] ReadAll(IEnumerable<string> words, string owner = "s") =>
        [.. words.Select(word => Read(word, owner))];

    /// <param name="text">The pod.</param>
    /// <param name="owner">The set that owns it; its UID is <c>u</c>.</param>
    public static PodView Read(string text, string owner = "s")
    {
        var name = text.Split(':')[0];
        var words = text.Contains(':') ? text[(name.Length + 1)..].Split(',') : [];
        var pod = Bare(name, owner);
        foreach (var word in words)
        {
            var at = word.IndexOf('=');
            Add(pod, at < 0 ? word : word[..at], at < 0 ? "" : word[(at + 1)..]);
        }

        using var document = JsonDocument.Parse(pod.ToJsonString());
        return PodView.Read(document.RootElement);
    }

    private static JsonObject Bare(string name, string owner) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "default",
            ["uid"] = $"uid-{name}",
            ["creationTimestamp"] = ApiTime.Text(Now.AddHours(-1)),
            ["labels"] = new JsonObject { ["app"] = "s" },
            ["annotations"] = new JsonObject(),
            ["finalizers"] = new JsonArray(),
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "apps.kruise.io/v1alpha1",
                ["kind"] = "CloneSet",
                ["name"] = owner,
                ["uid"] = "u",
                ["controller"] = true,
            }),
        },
        ["spec"] = new JsonObject
        {
            ["readinessGates"] = new JsonArray(new JsonObject { ["conditionType"] = "InPlaceUpdateReady" }),
            ["containers"] = new JsonArray(),
        },
        ["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["conditions"] = new JsonArray(),
            ["containerStatuses"] = new JsonArray(),
        },
    };

    private static void Add(JsonObject pod, string word, string value)
    {
        if (!AddToMetadata(pod["metadata"]!, word, value))
        {
            AddToRest(pod["spec"]!, pod["status"]!, word, value);
        }
    }

    private static bool AddToMetadata(JsonNode meta, string word, string value)
    {
        var labels = meta["labels"]!;
        switch (word)
        {
            case "old" or "new" or ['@', ..]:
                labels["controller-revision-hash"] = word.TrimStart('@');
                return true;
            case "state":
                labels["lifecycle.apps.kruise.io/state"] = value;
                return true;
            case "marked":
                labels["apps.kruise.io/specified-delete"] = "true";
                return true;
            case "id":
                labels["apps.kruise.io/cloneset-instance-id"] = value;
                return true;
            case "label":
                labels[value.Split('/')[0]] = value.Split('/')[1];
                return true;
            case "stranger":
                ((JsonObject)labels).Remove("app");
                return true;
            case "note":
                meta["annotations"]![value.Split('|')[0]] = value.Split('|')[1].Replace(';', ',');
                return true;
            case "hold":
                ((JsonArray)meta["finalizers"]!).Add(value);
                return true;
            case "ending":
                meta["deletionTimestamp"] = ApiTime.Text(Now);
                return true;
            case "age":
                meta["creationTimestamp"] = ApiTime.Text(Now.AddSeconds(-Number(value)));
                return true;
            case "orphan":
                meta["ownerReferences"] = new JsonArray();
                return true;
            default:
                return false;
        }
    }

    private static void AddToRest(JsonNode spec, JsonNode status, string word, string value)
    {
        switch (word)
        {
            case "ready" or "unready":
                var since = value.Length > 0 ? Number(value) : 60;
                Condition(status, "Ready", word == "ready" ? "True" : "False", "", since);
                break;
            case "gate":
                var parts = value.Split('/');
                Condition(status, "InPlaceUpdateReady", parts[0], parts.ElementAtOrDefault(1) ?? "", 10);
                break;
            case "nogate":
                spec["readinessGates"] = new JsonArray();
                break;
            case "node":
                spec["nodeName"] = value;
                break;
            case "img":
                ((JsonArray)spec["containers"]!).Add(Container(value, "image"));
                break;
            case "runs":
                ((JsonArray)status["containerStatuses"]!).Add(Container(value, "imageID"));
                break;
            case "restarts":
                ((JsonArray)status["containerStatuses"]!).Add(
                    new JsonObject { ["name"] = "c", ["restartCount"] = Number(value) });
                break;
            default:
                status["phase"] = word;
                break;
        }
    }

    private static JsonObject Container(string text, string field)
    {
        var name = text.Split(':')[0];
        return new JsonObject { ["name"] = name, [field] = text[(name.Length + 1)..] };
    }

    private static void Condition(JsonNode status, string type, string value, string revision, int secondsAgo)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastTransitionTime"] = ApiTime.Text(Now.AddSeconds(-secondsAgo)),
        };
        if (revision.Length > 0)
        {
            condition["reason"] = "StartInPlaceUpdate";
            condition["message"] = revision;
        }

        ((JsonArray)status["conditions"]!).Add(condition);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
