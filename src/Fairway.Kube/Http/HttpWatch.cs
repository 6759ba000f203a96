using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http;
using System.Text.Json;

namespace Fairway.Kube.Http;

/// <summary>A watch over HTTP: a line an event, read as it comes, never more than one line held.</summary>
internal sealed class HttpWatch(HttpResponseMessage response, Stream stream, KubeEndpoint endpoint) : IKubeWatch
{
    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
    private byte[] _joined = [];
    private SequencePosition? _read;

    public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        if (_read is { } position)
        {
            _pipe.AdvanceTo(position);
            _read = null;
        }

        while (true)
        {
            var result = await ReadPipeAsync(cancel);
            var end = result.Buffer.PositionOf((byte)'\n');
            if (end is null && !result.IsCompleted)
            {
                _pipe.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            var line = end is { } at ? result.Buffer.Slice(0, at) : result.Buffer;
            _read = end is { } newline ? result.Buffer.GetPosition(1, newline) : result.Buffer.End;
            if (!line.IsEmpty)
            {
                return Parse(line);
            }

            if (result.IsCompleted && end is null)
            {
                return null;
            }

            _pipe.AdvanceTo(_read.Value);
            _read = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.CompleteAsync();
        response.Dispose();
    }

    private async ValueTask<ReadResult> ReadPipeAsync(CancellationToken cancel)
    {
        try
        {
            return await _pipe.ReadAsync(cancel);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw TransportFailure.BrokeOff(endpoint, e);
        }
    }

    private WatchFrame Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return WatchLine.Parse(line.IsSingleSegment ? line.First : Join(line));
        }
        catch (JsonException e)
        {
            throw TransportFailure.BrokeOff(endpoint, e);
        }
    }

    private ReadOnlyMemory<byte> Join(ReadOnlySequence<byte> line)
    {
        var length = (int)line.Length;
        if (_joined.Length < length)
        {
            _joined = new byte[Math.Max(length, 2 * _joined.Length)];
        }

        line.CopyTo(_joined);
        return _joined.AsMemory(0, length);
    }
}
