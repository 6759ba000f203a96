using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Merging;

/// <summary>The objects of stories in one namespace, by plain HTTP.</summary>
internal sealed class MergeCluster(ClusterClient client, string ns)
{
    private const string Somebody = "?fieldManager=somebody";

    public Task<JsonObject> GetAsync(DrawnStory story) => SendAsync(HttpMethod.Get, story, "", null, "");

    /// <summary>Somebody else replaces the object; null where a controller has written since it was read.</summary>
    public async Task<JsonObject?> TryPutAsync(DrawnStory story, JsonObject changed)
    {
        var (status, answer) = await AskAsync(HttpMethod.Put, story, Somebody, changed, "application/json");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.ToJsonString());
        return status == HttpStatusCode.OK ? answer : null;
    }

    public Task<JsonObject> ApplyAsync(DrawnStory story, JsonNode body, string manager) => SendAsync(
        HttpMethod.Patch, story, $"?fieldManager={manager}&force=true", body, "application/apply-patch+yaml");

    /// <summary>Null where the patch's test of the version failed.</summary>
    public async Task<JsonObject?> TryPatchAsync(DrawnStory story, JsonArray patch, string manager)
    {
        var query = $"?fieldManager={manager}";
        var (status, answer) = await AskAsync(HttpMethod.Patch, story, query, patch, "application/json-patch+json");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, answer.ToJsonString());
        return status == HttpStatusCode.OK ? answer : null;
    }

    private async Task<JsonObject> SendAsync(
        HttpMethod method, DrawnStory story, string query, JsonNode? body, string type)
    {
        var (status, answer) = await AskAsync(method, story, query, body, type);
        Assert.True(
            status == HttpStatusCode.OK || status == HttpStatusCode.Created,
            $"{method} {story.Name}: {answer.ToJsonString()}\nsent {body?.ToJsonString()}");
        return answer;
    }

    private async Task<(HttpStatusCode Status, JsonObject Answer)> AskAsync(
        HttpMethod method, DrawnStory story, string query, JsonNode? body, string type)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, client.Url + story.Kind.PathOf(ns, story.Name) + query);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var response = await client.Http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return (response.StatusCode, (JsonObject)JsonNode.Parse(text)!);
    }
}
