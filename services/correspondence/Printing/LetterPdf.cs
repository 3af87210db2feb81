using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence;

/// <summary>
/// Prints a letter as a tagged PDF (PDF/UA), with WeasyPrint of the Debian package, in a process of its own that ends
/// after a while and fetches nothing. Two at a time: one takes a second of a processor.
/// </summary>
public sealed class LetterPdf(Landlord landlord, TimeProvider time, ILogger<LetterPdf> log) : IDisposable
{
    // The package belongs to Debian's Python, which need not be the first one on the path.
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Script = ReadScript();
    private readonly SemaphoreSlim turns = new(2);

    public void Dispose() => turns.Dispose();

    /// <exception cref="ProblemException">It cannot be printed now (503).</exception>
    internal async Task<byte[]> PrintAsync(LetterDrafted copy, string marked, DateOnly day, CancellationToken ct)
    {
        var page = LetterPage.Of(copy, marked, day, landlord);
        await turns.WaitAsync(ct);
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
            return await RunAsync(page, both.Token);
        }
        catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException
            || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogError("A letter could not be printed ({Kind}): is the package weasyprint installed?",
                error.GetType().Name);
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "printing-unavailable",
                "The letter cannot be made into a PDF now. Nothing was changed; try again in a moment, or send it by "
                + "email.");
        }
        finally
        {
            turns.Release();
        }
    }

    private static async Task<byte[]> RunAsync(string page, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Python)
        {
            ArgumentList = { "-I", "-c", Script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        try
        {
            var said = process.StandardError.ReadToEndAsync(ct);
            using var pdf = new MemoryStream();
            var read = process.StandardOutput.BaseStream.CopyToAsync(pdf, ct);
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(page), ct);
            process.StandardInput.Close();
            await read;
            await said;
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0
                ? pdf.ToArray()
                : throw new InvalidOperationException($"WeasyPrint ended with {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string ReadScript()
    {
        const string Resource = "ComplaintsPlatform.Correspondence.Printing.letter.py";
        using var reader = new StreamReader(typeof(LetterPdf).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }
}
