import { IssueView, type ShownIssue } from './issue-view.tsx';

/** The issue's page as one file that needs nothing else: the evidence of what was published. */
export const finishedPage = (shown: ShownIssue): string => `<!doctype html>\n${String(<html lang="vi">
  <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>{shown.newsletter.name}</title></head>
  <body><main><IssueView shown={shown} options={{ articleHref: (id) => `/x/${id}`, pdfHref: null, subscribeHref: null, picture: (cover) => <img src={`/anh/${cover.sha256}-720.jpg`} alt={cover.alt} /> }} /></main></body>
</html>)}\n`;
