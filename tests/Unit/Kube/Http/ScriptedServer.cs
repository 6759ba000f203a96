using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fairway.Tests.Kube.Http;

/// <summary>Answers each request on the loopback with what the test has written down, byte for byte.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<Func<NetworkStream, Task>> _answers = new();
    private readonly Task _accepting;

    public ScriptedServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/prefix");

    /// <summary>The heads of the requests, in order.</summary>
    public List<string> Requests { get; } = [];

    public ScriptedServer Answer(string status, string body, string headers = "") => Raw(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");

    public ScriptedServer Raw(string text) =>
        Then(async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(text)));

    /// <summary>Pieces, each sent by itself, then the end of the connection.</summary>
    public ScriptedServer Pieces(params string[] pieces) => Then(async stream =>
    {
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(piece));
            await stream.FlushAsync();
            await Task.Yield();
        }

        stream.Socket.Shutdown(SocketShutdown.Both);
    });

    public ScriptedServer Then(Func<NetworkStream, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Nothing, until the test is over.</summary>
    public ScriptedServer Silence() => Then(_ => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is closed while it is asked to accept says that it never listened.
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                while (await ReadHeadAsync(stream) is { } head)
                {
                    Requests.Add(head);
                    await _answers.Dequeue()(stream);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
