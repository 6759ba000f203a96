using System.Text.Json.Nodes;
using CsCheck;
using Xunit;

namespace Fairway.Tests.Twin.Api.Applies;

/// <summary>
/// Several managers apply and update one object of a kind in any order, and what it holds and who owns it is what a few
/// lines of bookkeeping say.
/// </summary>
public sealed class ApplyLawTests
{
    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"toys.ex.io"},
         "spec":{"group":"ex.io","scope":"Namespaced","names":{"plural":"toys","kind":"Toy"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
           "properties":{"spec":{"type":"object","properties":
            {"texts":{"type":"object","additionalProperties":{"type":"string"}}}}}}}}]}}
        """;

    private static readonly Gen<Step> Steps =
        from manager in Gen.Int[0, 2]
        from way in Gen.Enum<Way>()
        from values in Gen.Int[0, 2].Array[3]
        select new Step(
            $"m{manager}",
            way,
            values.Index().Where(v => v.Item > 0).ToDictionary(v => $"k{v.Index}", v => $"{v.Item}"));

    private enum Way
    {
        Apply,
        Force,
        Update,
        Remove,
    }

    [Theory]
    [InlineData("v1", "ConfigMap", "configmaps", "data", """{"immutable":false}""")]
    [InlineData("v1", "Service", "services", "metadata/annotations", """{"spec":{"ports":[{"port":80}]}}""")]
    [InlineData(
        "v1", "Pod", "pods", "metadata/labels", """{"spec":{"containers":[{"name":"c","image":"i"}]}}""")]
    [InlineData("ex.io/v1", "Toy", "toys", "spec/texts", """{"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData(
        "apps/v1",
        "Deployment",
        "deployments",
        "spec/template/metadata/annotations",
        """
        {"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
         "spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """)]
    public Task Values_and_owners_are_what_the_managers_said(
        string apiVersion, string kind, string plural, string place, string whole) =>
        Steps.Array[1, 12].SampleAsync(
            async steps =>
            {
                await using var client = new TwinClient();
                await client.NamespaceAsync("a");
                await client.OkAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition);
                var target = new Target(
                    client,
                    $"/api{(apiVersion is "v1" ? "" : "s")}/{apiVersion}/namespaces/a/{plural}/x",
                    $$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}"}""",
                    place);
                await target.CreateAsync(whole);
                foreach (var step in steps)
                {
                    await target.TakeAsync(step);
                }
            },
            iter: 40);

    private sealed record Step(string Manager, Way Way, Dictionary<string, string> Entries);

    private sealed class Target(TwinClient client, string path, string type, string place)
    {
        private const string Updater = "updater";

        private readonly Dictionary<string, (string Value, HashSet<string> Owners)> expected = [];

        public Task CreateAsync(string whole) =>
            client.OkAsync("PATCH", $"{path}?fieldManager=base", Merged(whole), "application/apply-patch+yaml");

        public async Task TakeAsync(Step step)
        {
            if (step.Way is Way.Update or Way.Remove)
            {
                await UpdateAsync(step);
            }
            else
            {
                await ApplyAsync(step);
            }

            Check(await client.OkAsync("GET", path));
        }

        private async Task ApplyAsync(Step step)
        {
            var url = $"{path}?fieldManager={step.Manager}&force={(step.Way is Way.Force ? "true" : "false")}";
            var body = Merged(Nest(step.Entries.ToDictionary(e => e.Key, e => (string?)e.Value)));
            var conflicts = step.Entries.Sum(e => Conflicts(step.Manager, e.Key, e.Value));
            if (conflicts > 0 && step.Way is Way.Apply)
            {
                var refusal = await client.RefusedAsync(409, "PATCH", url, body, "application/apply-patch+yaml");
                Assert.StartsWith($"Apply failed with {conflicts} conflict", (string)refusal["message"]!);
                return;
            }

            var applied = await client.OkAsync("PATCH", url, body, "application/apply-patch+yaml");
            foreach (var (key, value) in step.Entries)
            {
                Own(key, value, step.Manager);
            }

            foreach (var key in expected.Keys.Where(k => !step.Entries.ContainsKey(k)).ToArray())
            {
                if (expected[key].Owners.Remove(step.Manager) && expected[key].Owners.Count == 0)
                {
                    expected.Remove(key);
                }
            }

            var again = await client.OkAsync("PATCH", url, body, "application/apply-patch+yaml");
            Assert.Equal(TwinClient.Revision(applied), TwinClient.Revision(again));
        }

        private async Task UpdateAsync(Step step)
        {
            // Where there is no map, to remove a key would make an empty one, which the updater would own as a whole.
            var changes = step.Entries
                .Where(e => step.Way is Way.Update || expected.ContainsKey(e.Key))
                .ToDictionary(e => e.Key, e => step.Way is Way.Remove ? null : e.Value);
            await client.MergeAsync($"{path}?fieldManager={Updater}", Nest(changes));
            foreach (var (key, value) in changes)
            {
                if (value is null)
                {
                    expected.Remove(key);
                }
                else if (!expected.TryGetValue(key, out var known) || known.Value != value)
                {
                    Own(key, value, Updater);
                }
            }
        }

        private int Conflicts(string manager, string key, string value) =>
            expected.TryGetValue(key, out var known) && known.Value != value
                ? known.Owners.Count(o => o != manager)
                : 0;

        private void Own(string key, string value, string manager)
        {
            var owners = expected.TryGetValue(key, out var known) && known.Value == value ? known.Owners : [];
            owners.Add(manager);
            expected[key] = (value, owners);
        }

        private void Check(JsonObject live)
        {
            var values = place.Split('/').Aggregate((JsonNode?)live, (node, name) => node?[name]) as JsonObject ?? [];
            var actual = values.Select(v => $"{v.Key}={v.Value} of {string.Join(',', Owners(live, v.Key))}");
            Assert.Equal(
                from entry in expected
                orderby entry.Key
                let owners = string.Join(',', entry.Value.Owners.Order(StringComparer.Ordinal))
                select $"{entry.Key}={entry.Value.Value} of {owners}",
                actual.Order(StringComparer.Ordinal));
        }

        private IEnumerable<string> Owners(JsonObject live, string key) =>
            live["metadata"]!["managedFields"]!.AsArray()
                .Where(e => Owned(e!["fieldsV1"], key) is not null)
                .Select(e => (string)e!["manager"]!)
                .Order(StringComparer.Ordinal);

        private JsonNode? Owned(JsonNode? fields, string key) =>
            $"{place}/{key}".Split('/').Aggregate(fields, (node, name) => node?[$"f:{name}"]);

        private string Nest(Dictionary<string, string?> entries)
        {
            if (entries.Count == 0)
            {
                return "{}";
            }

            JsonNode nested = new JsonObject(
                entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
            return place.Split('/').Reverse().Aggregate(nested, (node, name) => new JsonObject { [name] = node })
                .ToJsonString();
        }

        private string Merged(string part)
        {
            var merged = TwinClient.Json(type);
            foreach (var (name, value) in TwinClient.Json(part))
            {
                merged[name] = value?.DeepClone();
            }

            var metadata = merged["metadata"] as JsonObject ?? [];
            metadata["name"] = "x";
            merged["metadata"] = metadata;
            return merged.ToJsonString();
        }
    }
}
