using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>Writes the AdmissionReview that a webhook is sent. Source of the form:
/// api/admission/v1/types.go.</summary>
internal static class AdmissionReview
{
    /// <param name="request">The request.</param>
    /// <param name="row">The row in whose version the webhook sees it.</param>
    /// <param name="version">v1 or v1beta1.</param>
    /// <param name="uid">What the answer is to name.</param>
    public static byte[] Write(AdmissionRequest request, ResourceType row, string version, string uid)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("kind", "AdmissionReview");
        writer.WriteString("apiVersion", $"admission.k8s.io/{version}");
        writer.WriteStartObject("request");
        writer.WriteString("uid", uid);
        WriteWhat(writer, request, row);
        WriteIfGiven(writer, "name", request.Name);
        WriteIfGiven(writer, "namespace", request.Namespace);
        writer.WriteString("operation", request.Operation.Text());
        WriteUser(writer, request.User);
        WriteObject(writer, "object", VersionedObjects.For(request, row, request.Object));
        WriteObject(writer, "oldObject", VersionedObjects.For(request, row, request.Old));
        writer.WriteBoolean("dryRun", request.DryRun);
        WriteObject(writer, "options", AdmissionOptions.Of(request));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteWhat(Utf8JsonWriter writer, AdmissionRequest request, ResourceType row)
    {
        var asked = request.Kind;
        var shown = VersionedObjects.Kind(request, row);
        WriteTriple(writer, "kind", (shown.Group, shown.Version), ("kind", shown.Kind));
        WriteTriple(writer, "resource", (row.Group, row.Version), ("resource", row.Plural));
        WriteIfGiven(writer, "subResource", request.Subresource);
        WriteTriple(writer, "requestKind", (asked.Group, asked.Version), ("kind", asked.Kind));
        var own = request.Resource;
        WriteTriple(writer, "requestResource", (own.Group, own.Version), ("resource", own.Plural));
        WriteIfGiven(writer, "requestSubResource", request.Subresource);
    }

    private static void WriteTriple(
        Utf8JsonWriter writer, string name, (string Group, string Version) of, (string Field, string Value) what)
    {
        writer.WriteStartObject(name);
        writer.WriteString("group", of.Group);
        writer.WriteString("version", of.Version);
        writer.WriteString(what.Field, what.Value);
        writer.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter writer, ApiUser user)
    {
        writer.WriteStartObject("userInfo");
        WriteIfGiven(writer, "username", user.Name);
        WriteIfGiven(writer, "uid", user.Uid ?? "");
        if (user.Groups.Count > 0)
        {
            WriteTexts(writer, "groups", user.Groups);
        }

        if (user.Extra.Count > 0)
        {
            writer.WriteStartObject("extra");
            foreach (var (name, values) in user.Extra)
            {
                WriteTexts(writer, name, values);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, string name, JsonObject? obj)
    {
        writer.WritePropertyName(name);
        if (obj is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            obj.WriteTo(writer);
        }
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }
}
