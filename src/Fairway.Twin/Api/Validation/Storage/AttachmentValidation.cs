using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Storage;

/// <summary>Attachments of volumes to nodes.</summary>
internal static class AttachmentValidation
{
    private const string OneSource = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    private const int MostMetadataBytes = 256 * 1024;
    private const int LongestMessage = 1024;

    public static void Check(Field attachment)
    {
        var (spec, status) = (attachment["spec"], attachment["status"]);
        if (spec.TextOf("attacher").Length == 0)
        {
            spec["attacher"].Required();
        }

        CheckSource(spec["source"]);
        spec["nodeName"].Check(NameRules.Subdomain(spec.TextOf("nodeName")));
        CheckStatus(status);
    }

    /// <summary>What only a new attachment must keep to.</summary>
    public static void CheckNew(Field attachment)
    {
        var spec = attachment["spec"];
        CsiValidation.CheckName(spec["attacher"]);
        if (spec["source"].Has("persistentVolumeName"))
        {
            var name = spec["source"]["persistentVolumeName"];
            name.Check(NameRules.Subdomain(name.Text));
        }
    }

    /// <summary>What is attached where stays.</summary>
    public static void Keep(Field updated, Field before)
    {
        if (!JsonNode.DeepEquals(updated["spec"].Value, before["spec"].Value))
        {
            updated["spec"].Invalid(Shown.Capitals(updated["spec"].Value), "field is immutable");
        }
    }

    /// <summary>A status that is written by itself.</summary>
    public static void CheckStatus(Field updated, Field before)
    {
        CheckStatus(updated["status"]);
        Keep(updated, before);
    }

    private static void CheckSource(Field source)
    {
        var (inline, name) = (source["inlineVolumeSpec"], source["persistentVolumeName"]);
        switch (inline.IsSet, name.IsSet)
        {
            case (false, false):
                source.Required(OneSource);
                break;
            case (true, true):
                source.Forbidden(OneSource);
                break;
            case (false, true) when name.Text.Length == 0:
                name.Required("must specify non empty persistentVolumeName");
                break;
            case (true, false) when !inline.Has("csi"):
                inline["csi"].Required("has to be specified in the context of inline volumes");
                break;
            default:
                break;
        }
    }

    private static void CheckStatus(Field status)
    {
        var metadata = status["attachmentMetadata"];
        if (metadata.Keys().Sum(k => k.Length + metadata.TextOf(k).Length) > MostMetadataBytes)
        {
            metadata.TooLong(MostMetadataBytes);
        }

        foreach (var error in (Field[])[status["attachError"], status["detachError"]])
        {
            if (error.TextOf("message").Length > LongestMessage)
            {
                // The reference server names its other limit here.
                error["message"].TooLong(MostMetadataBytes);
            }

            if (error["errorCode"] is { Number: < 0 } code)
            {
                code.Invalid("must be between 0 and 2147483647, inclusive");
            }
        }
    }
}
