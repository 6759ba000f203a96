using System.Text.Json.Nodes;

namespace Fairway.Tests.Merge.Transcripts;

/// <summary>A request and its answer. Trees are the reader's own copy; tests clone what they change.</summary>
internal sealed record RecordedStep(
    string Scenario,
    int Number,
    JsonObject Request,
    JsonObject Response,
    JsonObject? Compare)
{
    public string Method => Request["method"]!.GetValue<string>();

    public string Path => Request["path"]!.GetValue<string>();

    public string ContentType => Request["headers"]?["Content-Type"]?.GetValue<string>() ?? "";

    public JsonNode? Body => Request["body"];

    public JsonObject? Answer => Response["body"] as JsonObject;

    public int Status => Response["status"]?.GetValue<int>() ?? 0;

    /// <summary>True where the answer was recorded whole, but perhaps for its status.</summary>
    public bool IsWhole => Compare is null || Compare.All(p =>
        p.Key == "unordered" || (p.Key == "drop" && p.Value!.AsArray().All(d => d!.GetValue<string>() == "/status")));

    public bool IsApply => ContentType == "application/apply-patch+yaml";

    public string Query(string name) => Request["query"]?[name]?.GetValue<string>() ?? "";

    public override string ToString() => $"{Scenario} step {Number}";
}
