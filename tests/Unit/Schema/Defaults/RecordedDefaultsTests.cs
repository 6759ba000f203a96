using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Schema.Defaults;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Defaults;

/// <summary>
/// Bodies that a real API server was sent, prepared by us, against what it answered, but for what only a server can
/// give.
/// </summary>
public sealed partial class RecordedDefaultsTests
{
    private static readonly Dictionary<(string Scenario, long Number), JsonObject> Steps = ReadSteps();

    /// <summary>Given by the server: identity, addresses, ports, and what admission and strategies add.</summary>
    private static readonly string[] OfTheServer =
    [
        "metadata.uid", "metadata.resourceVersion", "metadata.creationTimestamp", "metadata.managedFields",
        "metadata.generation", "metadata.namespace", "metadata.name", "metadata.deletionTimestamp",
        "metadata.finalizers", "metadata.annotations", "status", "spec.clusterIP", "spec.clusterIPs",
        "spec.ipFamilies", "spec.ipFamilyPolicy", "spec.healthCheckNodePort", "spec.finalizers", "spec.taints",
        "spec.serviceAccountName", "spec.serviceAccount", "spec.tolerations", "spec.priority",
        "spec.preemptionPolicy", "spec.volumes",
    ];

    public static TheoryData<string, long> Creates()
    {
        var data = new TheoryData<string, long>();
        foreach (var (scenario, number) in Steps.Keys)
        {
            data.Add(scenario, number);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public void A_recorded_body_takes_the_recorded_form(string scenario, long number)
    {
        var step = Steps[(scenario, number)];
        var sent = step["request"]!["body"]!.DeepClone().AsObject();
        var expected = step["response"]!["body"]!.DeepClone().AsObject();
        var resource = ResourceOf(sent)!;

        var problems = ObjectPreparation.DecodeAndDefault(resource, sent);

        Assert.Empty(problems.UnknownFields);
        Assert.Equal(Canonical(expected), Canonical(sent));
    }

    [Theory]
    [MemberData(nameof(Creates))]
    public void What_the_server_answered_is_left_as_it_is(string scenario, long number)
    {
        var stored = JsonReader.Read(JsonText.Write(Steps[(scenario, number)]["response"]!["body"])).Node!.AsObject();
        var before = Sorted(stored)!.ToJsonString();

        ObjectPreparation.DecodeAndDefault(ResourceOf(stored)!, stored);

        Assert.Equal(before, Sorted(stored)!.ToJsonString());
    }

    private static Dictionary<(string Scenario, long Number), JsonObject> ReadSteps() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Schema"), "*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(line => JsonReader.Read(Encoding.UTF8.GetBytes(WithValues(line))).Node!.AsObject())
            .Where(IsCreation)
            .ToDictionary(step => (step["scenario"]!.GetValue<string>(), step["step"]!.GetValue<long>()));

    /// <summary>Placeholders of times and ports are put where only a time or a port fits.</summary>
    private static string WithValues(string line) => PortPlaceholder().Replace(
        line.Replace("<time>", "2026-01-02T03:04:05Z", StringComparison.Ordinal)
            .Replace("<microtime>", "2026-01-02T03:04:05.000006Z", StringComparison.Ordinal),
        "30000");

    private static bool IsCreation(JsonObject step) =>
        step["request"] is JsonObject request
        && request["method"]!.GetValue<string>() == "POST"
        && step["compare"] is null
        && step["response"]!["status"]!.GetValue<long>() == 201
        && request["body"] is JsonObject sent
        && step["response"]!["body"] is JsonObject answered
        && answered["kind"]?.GetValue<string>() == sent["kind"]?.GetValue<string>()
        && ResourceOf(sent) is not null;

    [GeneratedRegex("\"<port:[0-9]+>\"")]
    private static partial Regex PortPlaceholder();

    private static ResourceType? ResourceOf(JsonObject value)
    {
        var version = (value["apiVersion"]?.GetValue<string>() ?? "").Split('/');
        return ResourceTable.BuiltIn.ByKind(version.Length == 2
            ? version[0]
            : "", version[^1], value["kind"]?.GetValue<string>() ?? "");
    }

    private static string Canonical(JsonObject value)
    {
        foreach (var path in OfTheServer)
        {
            var parts = path.Split('.');
            (parts.Length == 1 ? value : value[parts[0]] as JsonObject)?.Remove(parts[^1]);
        }

        if (value["kind"]?.GetValue<string>() == "Job")
        {
            // They are made of the uid that the server gives.
            value["metadata"]?.AsObject().Remove("labels");
            value["spec"]?.AsObject().Remove("selector");
            value["spec"]?["template"]?["metadata"]?.AsObject().Remove("labels");
        }

        foreach (var port in (value["spec"] as JsonObject)?["ports"] as JsonArray ?? [])
        {
            port!.AsObject().Remove("nodePort");
        }

        foreach (var container in (value["spec"] as JsonObject)?["containers"] as JsonArray ?? [])
        {
            container!.AsObject().Remove("volumeMounts");
        }

        if (value["spec"] is JsonObject { Count: 0 })
        {
            value.Remove("spec");
        }

        return Sorted(value)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
