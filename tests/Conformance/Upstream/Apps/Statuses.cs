using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What upstream asserts of every workload's status.</summary>
internal static class Statuses
{
    /// <summary>Reads the status of a workload at rest, replaces it with one condition more, and patches it.</summary>
    public static async Task CheckAsync(AppsScene scene, string path)
    {
        var read = await scene.GetAsync($"{path}/status");
        Assert.NotNull(read["status"]);

        var updated = await ReplaceAsync(scene, path);
        Assert.NotNull(updated.Condition("StatusUpdate"));
        Assert.Equal("E2E", (string?)updated.Condition("StatusUpdate")!["reason"]);

        var patched = await scene.PatchAsync(
            $"{path}/status", """{"status":{"conditions":[{"type":"StatusPatched","status":"True"}]}}""");
        Assert.NotNull(patched.Condition("StatusPatched"));
        Assert.Equal((int?)read["metadata"]!["generation"], (int?)patched["metadata"]!["generation"]);
    }

    // A controller may write in between: then it is read again.
    private static async Task<JsonObject> ReplaceAsync(AppsScene scene, string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            var status = await scene.GetAsync($"{path}/status");
            var conditions = status["status"]!["conditions"]?.AsArray() ?? [];
            status["status"]!["conditions"] = null;
            conditions.Add((JsonNode)new JsonObject
            {
                ["type"] = "StatusUpdate", ["status"] = "True", ["reason"] = "E2E", ["message"] = "Set from e2e test",
            });
            status["status"]!["conditions"] = conditions;
            var answer = await scene.Cluster.SendAsync("PUT", $"{path}/status", status.ToJsonString());
            if (answer.Status != 409 || attempt == 20)
            {
                Assert.Equal(200, answer.Status);
                return answer.Json;
            }
        }
    }
}
