using System.Text.Json;

namespace Fairway.Kube.Objects;

/// <summary>Reads an <see cref="ObjectHead"/> from the UTF-8 of an object, passing over everything else.</summary>
internal static class ObjectHeadReader
{
    /// <summary>
    /// The reader stands on the object's start; it is a copy, so the caller's stays there. Texts that are equal to
    /// those of <paramref name="like"/> are taken from there: objects that follow each other share namespace and owner.
    /// </summary>
    /// <exception cref="JsonException">No object, or metadata of a wrong shape.</exception>
    public static ObjectHead Read(Utf8JsonReader reader, ObjectHead like = default)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMetadata)
            {
                return ReadMetadata(ref reader, like);
            }

            reader.Skip();
        }

        return default;
    }

    /// <summary>From whole bytes.</summary>
    public static ObjectHead Read(ReadOnlySpan<byte> utf8, ObjectHead like = default)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return Read(reader, like);
    }

    private static ObjectHead ReadMetadata(ref Utf8JsonReader reader, ObjectHead like)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        string? ns = null, name = null, uid = null, version = null;
        OwnerRef? controller = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("namespace"u8))
            {
                ns = String(ref reader, like.Key.Namespace);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = String(ref reader);
            }
            else if (reader.ValueTextEquals("uid"u8))
            {
                uid = String(ref reader);
            }
            else if (reader.ValueTextEquals("resourceVersion"u8))
            {
                version = String(ref reader);
            }
            else if (reader.ValueTextEquals("ownerReferences"u8))
            {
                controller = ReadController(ref reader, like.Controller);
            }
            else
            {
                Skip(ref reader);
            }
        }

        var key = new ObjectKey(string.IsNullOrEmpty(ns) ? null : ns, name ?? "");
        return new ObjectHead(key, uid ?? "", ResourceVersion.Parse(version), controller);
    }

    private static OwnerRef? ReadController(ref Utf8JsonReader reader, OwnerRef? like)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("metadata.ownerReferences is no list.");
        }

        OwnerRef? controller = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            controller = ReadOwner(ref reader, like) ?? controller;
        }

        return controller;
    }

    private static OwnerRef? ReadOwner(ref Utf8JsonReader reader, OwnerRef? like)
    {
        string? apiVersion = null, kind = null, name = null, uid = null;
        var controls = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("apiVersion"u8))
            {
                apiVersion = String(ref reader, like?.ApiVersion);
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                kind = String(ref reader, like?.Kind);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = String(ref reader, like?.Name);
            }
            else if (reader.ValueTextEquals("uid"u8))
            {
                uid = String(ref reader, like?.Uid);
            }
            else if (reader.ValueTextEquals("controller"u8))
            {
                reader.Read();
                controls = reader.TokenType == JsonTokenType.True;
            }
            else
            {
                Skip(ref reader);
            }
        }

        var owner = controls ? new OwnerRef(apiVersion ?? "", kind ?? "", name ?? "", uid ?? "") : null;
        return owner == like ? like : owner;
    }

    private static string? String(ref Utf8JsonReader reader, string? known = null)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && known is not null && reader.ValueTextEquals(known))
        {
            return known;
        }

        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? reader.GetString()
            : throw new JsonException($"A string was expected in metadata, and {reader.TokenType} was found.");
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected, and {reader.TokenType} was found.");
        }
    }
}
