using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using Fairway.Kube;
using Microsoft.AspNetCore.Http;

namespace Fairway.Twin.Http.Responses;

/// <summary>Writes whole answers.</summary>
internal static class AnswerWriter
{
    /// <summary>Bytes from which an answer is compressed for clients that ask: as a real API server.</summary>
    public const int CompressFrom = 128 * 1024;

    /// <summary>
    /// Bytes that are handed to the connection at a time, so that a long list is not copied as a whole.
    /// </summary>
    private const int FlushEvery = 256 * 1024;

    /// <summary>Writes headers and body. The last flush is the server's, when the request ends.</summary>
    public static async ValueTask WriteAsync(Exchange exchange, KubeResponse response)
    {
        ResponseHeaders.Write(exchange, response.Status, response.ContentType, response.Warnings);
        if (response.RetryAfterSeconds is { } seconds)
        {
            exchange.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (response.ETag is { } tag)
        {
            exchange.Headers.ETag = tag;
        }

        foreach (var (name, value) in response.Headers)
        {
            exchange.Headers[name] = value;
        }

        var body = response.Body;
        if (response.Status is 204 or 304)
        {
            return;
        }

        if (body.Length >= CompressFrom && AcceptsGzip(exchange.RequestHeaders.AcceptEncoding))
        {
            exchange.Headers.ContentEncoding = "gzip";
            exchange.Headers.Vary = "Accept-Encoding";
            await (exchange.HeadersOnly ? ValueTask.CompletedTask : CompressAsync(exchange, body));
            return;
        }

        exchange.Headers.ContentLength = body.Length;
        await (exchange.HeadersOnly ? ValueTask.CompletedTask : CopyAsync(exchange, body));
    }

    /// <summary>Whether an Accept-Encoding header takes gzip.</summary>
    public static bool AcceptsGzip(string? acceptEncoding)
    {
        foreach (var range in (acceptEncoding ?? "").AsSpan().Split(','))
        {
            var coding = acceptEncoding.AsSpan(range).Trim();
            var semicolon = coding.IndexOf(';');
            var name = semicolon < 0 ? coding : coding[..semicolon].TrimEnd();
            if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            {
                return semicolon < 0 || !IsZero(coding[(semicolon + 1)..].Trim());
            }
        }

        return false;
    }

    private static bool IsZero(ReadOnlySpan<char> quality) =>
        quality.StartsWith("q=0", StringComparison.OrdinalIgnoreCase) && quality[3..].TrimStart('.').Trim('0').IsEmpty;

    private static async ValueTask CopyAsync(Exchange exchange, ReadOnlySequence<byte> body)
    {
        var writer = exchange.Writer;
        var unflushed = 0L;
        foreach (var segment in body)
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, FlushEvery)];
                writer.Write(piece.Span);
                rest = rest[piece.Length..];
                unflushed += piece.Length;
                if (unflushed >= FlushEvery)
                {
                    await writer.FlushAsync(exchange.Aborted);
                    unflushed = 0;
                }
            }
        }

        // The server sends the rest of an answer by itself only where nothing of it was flushed before.
        if (body.Length >= FlushEvery)
        {
            await writer.FlushAsync(exchange.Aborted);
        }
    }

    private static async ValueTask CompressAsync(Exchange exchange, ReadOnlySequence<byte> body)
    {
        await using var gzip = new GZipStream(exchange.Stream, CompressionLevel.Fastest, leaveOpen: true);
        foreach (var segment in body)
        {
            await gzip.WriteAsync(segment, exchange.Aborted);
        }
    }
}
