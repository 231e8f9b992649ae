/** Which environment the screen is about. */
export interface Where {
  project: string;
  environment: string;
}
