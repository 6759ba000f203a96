using System.Text;

namespace Fairway.Conformance.BadInput;

/// <summary>A request that a friendly client would not send. The target is sent as it is written.</summary>
internal sealed record BadRequest(string Method, string Target)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public string? Accept { get; init; }

    /// <summary>For a reader: long parts are cut.</summary>
    public override string ToString()
    {
        var body = Body is null
            ? ""
            : $" {Body.Length} bytes: {Cut(Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, 400)))}";
        return $"{Method} {Cut(Target)} accept={Cut(Accept ?? "")} type={Cut(ContentType ?? "")}{body}";
    }

    private static string Cut(string text) =>
        text.Length <= 400 ? text : $"{text[..400]}... ({text.Length} characters)";
}
