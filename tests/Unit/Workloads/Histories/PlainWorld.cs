using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>One set with its pods and revisions, without an API server: takes what planners ask for, and plays the
/// kubelet. What is kept is replaced, never changed.</summary>
internal sealed class PlainWorld
{
    private readonly ConditionalWeakTable<JsonObject, object> views = [];
    private int counter;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public JsonObject Set { get; set; } = [];

    public SortedDictionary<string, JsonObject> Pods { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Revisions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Claims of storage.</summary>
    public SortedDictionary<string, JsonObject> Claims { get; } = new(StringComparer.Ordinal);

    /// <summary>A pod whose name is taken is refused as an API server refuses it, and nobody is told.</summary>
    public bool RefusesQuietly { get; set; }

    public void Pass(int seconds) => Now += TimeSpan.FromSeconds(seconds);

    public T View<T>(JsonObject obj, Func<JsonElement, T> read)
        where T : class
    {
        if (!views.TryGetValue(obj, out var view))
        {
            using var document = JsonDocument.Parse(obj.ToJsonString());
            views.Add(obj, view = read(document.RootElement));
        }

        return (T)view;
    }

    public void Apply(WorkloadAction action)
    {
        switch (action)
        {
            case WorkloadAction.CreatePod create:
                Create(create.Body);
                break;
            case WorkloadAction.Delete { Kind: ChildKind.Pod } delete:
                Delete(delete.Child.Name);
                break;
            case WorkloadAction.Delete { Kind: ChildKind.ControllerRevision } delete:
                Revisions.Remove(delete.Child.Name);
                break;
            case WorkloadAction.CreateClaim create:
                if (!Claims.ContainsKey(create.Name))
                {
                    Claims.Add(create.Name, Stamped((JsonObject)create.Body.DeepClone()));
                }

                break;
            case WorkloadAction.Delete { Kind: ChildKind.Claim } delete:
                DeleteClaim(delete.Child.Name);
                break;
            case WorkloadAction.Own { Kind: ChildKind.Claim } own:
                Claims[own.Child.Name] = With(Claims[own.Child.Name], claim => claim["metadata"]!["ownerReferences"] =
                    new JsonArray([.. own.Owners.Select(owner => owner.ToJson())]));
                break;
            case WorkloadAction.CreateRevision create:
                Revisions.Add(create.Name, Stamped((JsonObject)create.Body.DeepClone()));
                break;
            case WorkloadAction.RenumberRevision renumber:
                Revisions[renumber.Revision.Name] = With(
                    Revisions[renumber.Revision.Name], revision => revision["revision"] = renumber.Number);
                break;
            case WorkloadAction.ChangePod change:
                Change(change.Pod.Name, pod => Merge(pod, change.Patch));
                break;
            default:
                throw new InvalidOperationException($"the world does not take {action}");
        }
    }

    public void Change(string name, Action<JsonObject> change)
    {
        if (Pods.TryGetValue(name, out var pod))
        {
            Pods[name] = With(pod, change);
        }
    }

    public void Delete(string name) =>
        Change(name, pod => pod["metadata"]!["deletionTimestamp"] ??= ApiTime.Text(Now));

    /// <summary>Collects the garbage among claims, and lets those go that are deleted and used by no pod any more;
    /// false where there is none.</summary>
    public bool Collect()
    {
        var alive = Pods.Values.Append(Set).Select(obj => (string?)obj["metadata"]!["uid"]).ToHashSet();
        var before = Claims.Values.ToArray();
        foreach (var (name, claim) in Claims.ToArray())
        {
            var meta = claim["metadata"]!;
            if (meta["ownerReferences"] is JsonArray { Count: > 0 } owners
                && owners.All(owner => !alive.Contains((string?)owner!["uid"])))
            {
                DeleteClaim(name);
            }
            else if (meta["deletionTimestamp"] is not null && !IsUsed(name))
            {
                Claims.Remove(name);
            }
        }

        return !before.SequenceEqual(Claims.Values);
    }

    private bool IsUsed(string claim) => Pods.Values.Any(pod => (pod["spec"]!["volumes"] as JsonArray ?? [])
        .Any(volume => (string?)volume!["persistentVolumeClaim"]?["claimName"] == claim));

    private void DeleteClaim(string name)
    {
        if (!IsUsed(name))
        {
            Claims.Remove(name);
        }
        else if (Claims.TryGetValue(name, out var claim) && claim["metadata"]!["deletionTimestamp"] is null)
        {
            Claims[name] = With(claim, c => c["metadata"]!["deletionTimestamp"] = ApiTime.Text(Now));
        }
    }

    /// <summary>Changes the set's spec; a change makes a new generation.</summary>
    public void Edit(Action<JsonObject> change) => Set = With(Set, set =>
    {
        var before = set["spec"]!.ToJsonString();
        change((JsonObject)set["spec"]!);
        if (set["spec"]!.ToJsonString() != before)
        {
            set["metadata"]!["generation"] = (long)set["metadata"]!["generation"]! + 1;
        }
    });

    /// <summary>Brings a pod one step on; false where there is none left.</summary>
    public bool Step(string name)
    {
        var pod = Pods[name];
        if (pod["metadata"]!["deletionTimestamp"] is not null)
        {
            return Pods.Remove(name);
        }

        if ((string?)pod["status"]?["phase"] == "Failed")
        {
            return false;
        }

        var image = (string)pod["spec"]!["containers"]![0]!["image"]!;
        var status = (JsonObject?)pod["status"];
        var isRunning = (bool?)status?["running"] == true;
        if (pod["spec"]!["nodeName"] is null || (string?)status!["containerStatuses"]![0]!["image"] != image)
        {
            Change(name, p => Start(p, image));
        }
        else if (!isRunning && image != "broken")
        {
            Change(name, p => p["status"]!["running"] = true);
        }
        else if (isRunning && IsLetBeReady(pod) != PodFact.Is(pod, "Ready"))
        {
            SetReady(name, IsLetBeReady(pod));
        }
        else
        {
            return Drain(name, pod);
        }

        return true;
    }

    /// <summary>Who has to do with a pod's traffic lets it go before its update, and takes it on after it.</summary>
    private bool Drain(string name, JsonObject pod)
    {
        var state = (string?)pod["metadata"]!["labels"]?["lifecycle.apps.kruise.io/state"];
        var wanted = state switch { "PreparingUpdate" => "no", "Updated" => "yes", _ => null };
        if (wanted is null || (string?)pod["metadata"]!["labels"]!["traffic"] == wanted)
        {
            return false;
        }

        Change(name, p => p["metadata"]!["labels"]!["traffic"] = wanted);
        return true;
    }

    public void SetReady(string name, bool ready) => Change(name, pod => Merge(pod, Condition("Ready", ready)));

    private void Start(JsonObject pod, string image)
    {
        pod["spec"]!["nodeName"] ??= PodFact.NodeOf(pod) ?? "n";
        var status = pod["status"] as JsonObject ?? [];
        status["phase"] = "Running";
        status["running"] = false;
        status["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "c",
            ["image"] = image,
            ["imageID"] = $"id of {image}",
            ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = ApiTime.Text(Now) } },
        });
        pod["status"] = status;
        Merge(pod, Condition("Ready", false));
    }

    private JsonObject Condition(string type, bool holds) => new()
    {
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = type,
                ["status"] = holds ? "True" : "False",
                ["lastTransitionTime"] = ApiTime.Text(Now),
            }),
        },
    };

    private static bool IsLetBeReady(JsonObject pod) => (pod["spec"]!["readinessGates"] as JsonArray ?? [])
        .All(gate => PodFact.Is(pod, (string)gate!["conditionType"]!));

    private void Create(JsonObject body)
    {
        var pod = Stamped((JsonObject)body.DeepClone());
        var meta = (JsonObject)pod["metadata"]!;
        meta["name"] ??= $"{meta["generateName"]}{counter}";
        if (!Pods.TryAdd((string)meta["name"]!, pod) && !RefusesQuietly)
        {
            throw new InvalidOperationException($"pod {meta["name"]} is there already");
        }
    }

    private JsonObject Stamped(JsonObject obj)
    {
        counter++;
        obj["metadata"]!["uid"] = $"uid-{counter}";
        obj["metadata"]!["creationTimestamp"] = ApiTime.Text(Now);
        return obj;
    }

    private static JsonObject With(JsonObject obj, Action<JsonObject> change)
    {
        var copy = (JsonObject)obj.DeepClone();
        change(copy);
        return copy;
    }

    /// <summary>A strategic merge, as far as it is needed: conditions by type, containers by name.</summary>
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                target.Remove(key);
            }
            else if (value is JsonArray items && (key is "conditions" or "containers"))
            {
                var by = key == "conditions" ? "type" : "name";
                var list = target[key] as JsonArray ?? [];
                target[key] = list;
                foreach (var item in items.OfType<JsonObject>())
                {
                    var old = list.OfType<JsonObject>().FirstOrDefault(o => (string?)o[by] == (string?)item[by]);
                    if (old is null)
                    {
                        list.Add(old = []);
                    }

                    Merge(old, item);
                }
            }
            else if (value is JsonObject map)
            {
                var child = target[key] as JsonObject ?? [];
                target[key] = child;
                Merge(child, map);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }
}
